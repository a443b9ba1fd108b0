/**
 * Ends what an audio graph gave out. Chromium keeps a destination, with all that hangs from it, for as long as one
 * of its tracks lives: one for each ring would fill the page over a shift.
 */
export function endStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
