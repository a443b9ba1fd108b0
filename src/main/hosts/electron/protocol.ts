import { protocol, type Session } from 'electron'
import { readPageFile } from '../page-files.ts'
import { isOwnOrigin, pageScheme } from './pages.ts'

/** Must run before `ready`: only then does Chromium give the scheme an origin and a secure context. */
export function declarePageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges }])
}

/** Serves the built pages and nothing else of the disk. */
export function servePageFiles(session: Session, folder: string): void {
  session.protocol.handle(pageScheme, async (request) => {
    const readable = request.method === 'GET' && isOwnOrigin(request.url)
    const file = readable ? await readPageFile(folder, new URL(request.url).pathname, 'none') : undefined
    return file
      ? new Response(file.content, { headers: file.headers })
      : new Response('Not found.', { status: 404, headers: { 'Content-Type': 'text/plain' } })
  })
}
