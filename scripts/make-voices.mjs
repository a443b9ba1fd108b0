// Makes the citizens' voices of the demo city: reads the sentences from assets/demo/<city>/callers.json, speaks
// them with espeak-ng and writes raw G.711 µ-law, 8 kHz, beside it. Run once by hand after a sentence changed:
//   node scripts/make-voices.mjs        (needs espeak-ng and sox on the PATH)
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const demo = join(dirname(dirname(fileURLToPath(import.meta.url))), 'assets', 'demo')
/** Longer clips are cut sentences waiting to be split: 40 kB is five seconds. */
const largestBytes = 40_000

for (const city of readdirSync(demo)) {
  const folder = join(demo, city)
  for (const name of readdirSync(folder)) if (name.endsWith('.ulaw')) rmSync(join(folder, name))
  for (const { voice, pace, turns } of JSON.parse(readFileSync(join(folder, 'callers.json'), 'utf8')))
    for (const { clip, text } of turns) speak(voice, pace, text, join(folder, clip))
}

function speak(voice, pace, text, file) {
  const wave = execFileSync('espeak-ng', ['-v', voice, '-s', String(pace), '--stdout', text])
  // Leading and trailing silence goes: pauses belong to the script. -6 dB leaves room for µ-law.
  const edges = ['silence', '1', '0.02', '0.5%', 'reverse', 'silence', '1', '0.02', '0.5%', 'reverse']
  const raw = ['-t', 'raw', '-r', '8000', '-c', '1', '-e', 'mu-law', '-b', '8', file]
  execFileSync('sox', ['-t', 'wav', '-', ...raw, 'norm', '-6', ...edges], { input: wave })
  const { size } = statSync(file)
  if (size > largestBytes) throw new Error(`${file} has ${size} bytes: split the sentence.`)
}
