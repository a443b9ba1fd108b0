import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the exchange listens and what its passwords are made from. */
const Line = z.strictObject({
  port: z.number().int().min(0).max(65_535),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Line = z.infer<typeof Line>

/**
 * The line of the last run, so that a desk that is still signed in finds its exchange again after a restart;
 * a new one where there is none or it cannot be read.
 */
export function readLine(dataFolder: string | undefined): Line {
  const fresh = { port: 0, secret: randomBytes(32).toString('hex') }
  if (dataFolder === undefined) return fresh
  try {
    return Line.parse(JSON.parse(readFileSync(join(dataFolder, 'line.json'), 'utf8')))
  } catch {
    return fresh
  }
}

/** Readable by this account only: the secret opens every line of the demo city. */
export function keepLine(dataFolder: string | undefined, line: Line): void {
  if (dataFolder === undefined) return
  mkdirSync(dataFolder, { recursive: true })
  writeFileSync(join(dataFolder, 'line.json'), JSON.stringify(line), { mode: 0o600 })
}
