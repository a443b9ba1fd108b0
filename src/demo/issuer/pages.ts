import { createHash } from 'node:crypto'

export interface Person {
  readonly agentId: string
  readonly name: string
}

const style =
  'body{font:17px/1.5 system-ui,sans-serif;max-width:26rem;margin:10vh auto;padding:0 16px;color:#1b1f24;background:#fff}' +
  'h1{font-size:24px}button{display:block;width:100%;min-height:44px;margin:8px 0;font:inherit;border:1px solid #57606a;border-radius:6px;background:#f6f8fa;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}'

/**
 * No script, nothing from elsewhere, in no frame. A form may only lead here and back to a desk of this machine,
 * which is where its redirects end.
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
    "form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** Who wants to sign in; nobody of the demo has a password. */
export function choosePage(action: string, people: readonly Person[]): string {
  const choices = people.map(
    ({ agentId, name }) => `<button name="person" value="${escaped(agentId)}">${escaped(name)}</button>`,
  )
  return page(
    'Cuenta municipal de demostración',
    `<p>¿Quién entra? Nadie de la demostración tiene contraseña.</p>
    <form method="post" action="${escaped(action)}">${choices.join('')}
    <button name="person" value="">Cancelar</button></form>`,
  )
}

export const wordsPage = (words: string): string =>
  page('Cuenta municipal de demostración', `<p>${escaped(words)}</p>`)

function page(title: string, body: string): string {
  return `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>${title}</title>
    <meta name="viewport" content="width=device-width"><style>${style}</style></head>
    <body><main><h1>${title}</h1>${body}</main></body></html>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)
