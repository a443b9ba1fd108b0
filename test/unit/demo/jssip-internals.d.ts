/** The parts of JsSIP that serve as oracle here; unpromised by the package, so only tests lean on them. */
declare module 'jssip/lib/Parser.js' {
  interface Parsed {
    method?: string
    status_code?: number
    reason_phrase?: string
    ruri?: { toString(): string }
    body: string
    call_id: string
    cseq: number
    from_tag: string
    to_tag: string
    via_branch: string
    from: { display_name: string | null; uri: { user: string; host: string } }
    getHeader(name: string): string | undefined
    parseHeader(name: string): Record<string, unknown> | undefined
  }
  const parser: { parseMessage(data: string, ua: { configuration: object }): Parsed | undefined }
  export default parser
}
declare module 'jssip/lib/DigestAuthentication.js' {
  class DigestAuthentication {
    constructor(credentials: { username: string; password: string })
    authenticate(request: { method: string; ruri: string; body: string }, challenge: object): boolean
    toString(): string
  }
  export default DigestAuthentication
}
