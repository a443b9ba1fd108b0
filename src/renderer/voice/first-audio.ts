/** Mean square above which a decoded window is sound and not the comfort of silence; −60 dBov. */
const soundEnergy = 1e-6
const pollMs = 10
/** After this long without a sound the figure would mean something else, in ms. */
const longestWaitMs = 15_000

/**
 * Tells once when the first sound of the far side had been decoded (a reading of `performance.now()`):
 * energy measured on the samples that go to the ear, as packets may well carry silence.
 */
export function watchFirstAudio(source: MediaStreamAudioSourceNode, heard: (at: number) => void): () => void {
  const analyser = new AnalyserNode(source.context, { fftSize: 1024 })
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const startedAt = performance.now()
  let stopped = false

  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const sound = meanSquare(samples) > soundEnergy
    if (!sound && performance.now() - startedAt < longestWaitMs) return
    stop()
    if (sound) heard(performance.now())
  }, pollMs)

  function stop(): void {
    clearInterval(timer)
    if (!stopped) source.disconnect(analyser)
    stopped = true
  }
  return stop
}

function meanSquare(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return sum / samples.length
}
