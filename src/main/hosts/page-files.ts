import { readFile } from 'node:fs/promises'
import { basename, extname, join, normalize, sep } from 'node:path'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

/** Whether one of our pages may hold another: in the browser host the voice page holds the desk page. */
export type Frames = 'self' | 'none'

export interface PageFile {
  content: Uint8Array<ArrayBuffer>
  headers: Record<string, string>
}

/**
 * One file of the built pages with the headers it must travel with; nothing outside the folder is read.
 * `pathname` comes from a URL, still percent-encoded.
 */
export async function readPageFile(
  folder: string,
  pathname: string,
  frames: Frames,
): Promise<PageFile | undefined> {
  const file = fileWithin(folder, pathname)
  const type = file && contentTypes[extname(file)]
  if (!type) return undefined
  const content = await readFile(file).catch(() => undefined)
  if (!content) return undefined
  const policy =
    extname(file) === '.html'
      ? { 'Content-Security-Policy': contentSecurityPolicy(frames, basename(file)) }
      : {}
  return {
    content: new Uint8Array(content),
    headers: { ...headersOfEveryFile, 'Content-Type': type, ...policy },
  }
}

const headersOfEveryFile = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
}

/** Noise suppression is WebAssembly on the audio thread; no other page may compile any. */
const scriptsOf = (page: string) =>
  page === 'voice.html' ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'"

/**
 * Styles come from our files alone: the pages are built so that no library writes a `<style>` tag. Sockets go to
 * whatever PBX the city has (TLS), or to this machine's demo exchange.
 */
function contentSecurityPolicy(frames: Frames, page: string): string {
  return [
    "default-src 'none'",
    scriptsOf(page),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "connect-src 'self' wss: ws://127.0.0.1:*",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-src '${frames}'`,
    `frame-ancestors '${frames}'`,
  ].join('; ')
}

function fileWithin(folder: string, pathname: string): string | undefined {
  const decoded = decode(pathname)
  if (decoded === undefined || decoded.includes('\0')) return undefined
  const file = normalize(join(folder, decoded))
  return file.startsWith(normalize(folder) + sep) ? file : undefined
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
