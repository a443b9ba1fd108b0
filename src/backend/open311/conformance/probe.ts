import { contentOf, parseJson, parseXml, type Content, type XmlElement } from '../markup.ts'

export type Format = 'xml' | 'json'

/** Whom to examine, and as whom. Waiting is passed in so that tests own it. */
export interface Target {
  /** Where discovery lies, or the endpoint itself. */
  readonly url: string
  readonly key?: string | undefined
  readonly jurisdiction?: string | undefined
  /** Where the test cases are said to be: some servers refuse what is outside their city. */
  readonly place: { readonly lat: string; readonly long: string }
  readonly pause: (ms: number) => Promise<void>
  readonly now: () => number
}

/** An answer as it came, read as far as it can be read. */
export interface Reply {
  readonly asked: string
  readonly format: Format
  readonly status: number
  readonly type: string
  readonly text: string
  /** Undefined where `problem` says why it could not be read. */
  readonly content: Content | undefined
  readonly xml: XmlElement | undefined
  readonly problem: string | undefined
}

export interface Probe {
  get(address: string, query?: Record<string, string>): Promise<Reply>
  post(address: string, form: readonly (readonly [string, string])[]): Promise<Reply>
}

const answerWithinMs = 20_000

/** The jurisdiction goes along with every call unless the call names its own; the key only with a POST's form. */
export function createProbe(target: Target): Probe {
  const named = target.jurisdiction === undefined ? {} : { jurisdiction_id: target.jurisdiction }

  async function ask(address: string, options: RequestInit): Promise<Reply> {
    const asked = `${options.method} ${address}`
    const format: Format = /\.json(\?|$)/.test(address) ? 'json' : 'xml'
    const nothing = { asked, format, type: '', text: '', content: undefined, xml: undefined }
    try {
      const response = await fetch(address, { ...options, signal: AbortSignal.timeout(answerWithinMs) })
      const bytes = new Uint8Array(await response.arrayBuffer())
      const type = response.headers.get('content-type') ?? ''
      return { ...nothing, status: response.status, type, ...readBody(bytes, format) }
    } catch (fault) {
      const cause = fault instanceof Error && fault.cause instanceof Error ? `: ${fault.cause.message}` : ''
      return { ...nothing, status: 0, problem: `no answer${cause}` }
    }
  }

  return {
    get(address, query = {}) {
      const search = new URLSearchParams({ ...named, ...query }).toString()
      return ask(search === '' ? address : `${address}?${search}`, { method: 'GET' })
    },
    post(address, form) {
      const own = new Set(form.map(([name]) => name))
      const rest = Object.entries(named).filter(([name]) => !own.has(name))
      const body = new URLSearchParams([
        ...rest,
        ...form.map(([name, value]): [string, string] => [name, value]),
      ])
      return ask(address, {
        method: 'POST',
        body: body.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      })
    },
  }
}

function readBody(bytes: Uint8Array, format: Format): Pick<Reply, 'text' | 'content' | 'xml' | 'problem'> {
  const unreadable = (text: string, problem: string) => ({
    text,
    problem,
    content: undefined,
    xml: undefined,
  })
  let text = ''
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (format === 'json') return { text, content: parseJson(text), xml: undefined, problem: undefined }
    const xml = parseXml(text)
    return { text, xml, content: contentOf(xml), problem: undefined }
  } catch (fault) {
    if (fault instanceof TypeError) return unreadable('', 'the bytes are not UTF-8')
    return unreadable(text, fault instanceof Error ? fault.message : 'unreadable')
  }
}
