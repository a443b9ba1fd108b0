import { createServer, type ServerResponse } from 'node:http'
import { DeskError } from '../../shared/errors.ts'

export interface LoopbackAnswer {
  /** What the account service is told to send the browser back to. */
  readonly redirectUri: string
  /** The address the browser came back with. */
  readonly answer: Promise<URL>
  close(): void
}

/**
 * Waits on a free port of loopback for the browser to come back (RFC 8252 §7.3). Only an answer with our own
 * `state` counts: any page could send the browser here with another.
 */
export async function listenForAnswer(state: string): Promise<LoopbackAnswer> {
  const server = createServer()
  const port = await new Promise<number>((listening, refused) => {
    server.once('error', refused)
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      listening(typeof address === 'object' && address ? address.port : 0)
    })
  }).catch((cause: unknown) => {
    throw new DeskError('unavailable', 'No port of this machine is free for the browser to come back to.', {
      cause,
    })
  })
  const origin = `http://127.0.0.1:${port}`
  const answer = new Promise<URL>((arrived) => {
    server.on('request', (request, response) => {
      const address = URL.parse(request.url ?? '', origin)
      const ours =
        request.method === 'GET' &&
        request.headers.host === `127.0.0.1:${port}` &&
        address?.pathname === '/callback' &&
        address.searchParams.get('state') === state
      if (!ours || !address) return say(response, 404, nothingHere)
      say(response, 200, goBack)
      arrived(address)
    })
  })
  return {
    redirectUri: `${origin}/callback`,
    answer,
    close() {
      server.close()
      server.closeIdleConnections()
    },
  }
}

const goBack =
  '<p>Ya puedes cerrar esta pestaña y volver a Ventanilla.</p>' +
  '<p lang="en">You can close this tab and go back to Ventanilla.</p>'
const nothingHere = '<p>Aquí no hay nada.</p><p lang="en">There is nothing here.</p>'

function say(response: ServerResponse, status: number, words: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      connection: 'close',
    })
    .end(`<!doctype html><html lang="es"><title>Ventanilla</title>${words}</html>`)
}
