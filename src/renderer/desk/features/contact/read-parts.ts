/** As `shared/domain/attachment.ts` has it. */
const partBytes = 48 * 1024

/** A file in base64, piece by piece: it is never in the page's memory as a whole. */
export async function* readParts(file: Blob): AsyncGenerator<string> {
  for (let start = 0; start < file.size; start += partBytes) {
    const bytes = new Uint8Array(await file.slice(start, start + partBytes).arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    yield btoa(text)
  }
}
