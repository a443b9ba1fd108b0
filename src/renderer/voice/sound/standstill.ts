/** Twice this long the agent may hear nothing before the voice goes another way, ms. */
const lookEveryMs = 1_000

/** What of an audio graph tells whether it computes anything. */
export type AudioGraph = Pick<AudioContext, 'state' | 'currentTime' | 'suspend' | 'resume'>

/**
 * Tells of an audio graph that says it runs and computes nothing, as after a sleep of the machine or the loss of its
 * sound card, and begins it anew; it is watched for as long as the page lives. Whatever passes such a graph is not
 * heard, and no event says so (Web Audio API §1.1: `state` is what was asked for).
 */
export function watchStandstill(graph: AudioGraph, changed: (standing: boolean) => void): void {
  let standing = false
  let ran = graph.state === 'running'
  let reached = graph.currentTime
  setInterval(() => {
    const stands = ran && graph.currentTime === reached
    ran = graph.state === 'running'
    reached = graph.currentTime
    if (stands)
      graph
        .suspend()
        .then(() => graph.resume())
        .catch(() => undefined)
    if (stands === standing) return
    standing = stands
    changed(standing)
  }, lookEveryMs)
}
