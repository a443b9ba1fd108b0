import { createServer, type Server } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

/** As strict as the hosts serve it, so that a runtime style or a foreign address shows here first. */
const policy = "default-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:"

export interface Stand {
  readonly url: string
  close(): Promise<void>
}

/** The desk page on a fake core inside the page, built and served on loopback. Takes some seconds. */
export async function openStand(): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-stand-'))
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: folder, emptyOutDir: true },
  })
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stand').pathname
    const file = path === '/' ? 'index.html' : path.slice(1)
    readFile(join(folder, file)).then(
      (body) =>
        response
          .writeHead(200, {
            'content-type': types[extname(file)] ?? 'application/octet-stream',
            'content-security-policy': policy,
          })
          .end(body),
      () => response.writeHead(404).end(),
    )
  })
  const url = await listen(server)
  return {
    url,
    async close() {
      await new Promise((closed) => server.close(closed))
      await rm(folder, { recursive: true })
    },
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((open) => {
    server.listen(0, '127.0.0.1', () => open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`))
  })
}
