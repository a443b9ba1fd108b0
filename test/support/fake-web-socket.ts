/** The browser's WebSocket as far as JsSIP uses it, driven by the test. */
export class FakeWebSocket {
  static opened: FakeWebSocket[] = []

  static latest(): FakeWebSocket {
    const latest = FakeWebSocket.opened.at(-1)
    if (!latest) throw new Error('Nobody has opened a WebSocket yet.')
    return latest
  }

  readonly OPEN = 1
  readonly CONNECTING = 0
  readyState = 0
  readonly sent: string[] = []
  onopen = () => {}
  onclose: (event: { wasClean: boolean; code: number; reason: string }) => void = () => {}
  onmessage: (event: { data: unknown }) => void = () => {}

  constructor() {
    FakeWebSocket.opened.push(this)
  }
  /** What the far side does on a frame; nothing unless a test says so. */
  answer: (text: string) => string | undefined = () => undefined

  send(text: string): void {
    this.sent.push(text)
    const reply = this.answer(text)
    if (reply !== undefined) queueMicrotask(() => this.onmessage({ data: reply }))
  }
  close(): void {
    this.readyState = 3
  }
  accept(): void {
    this.readyState = 1
    this.onopen()
  }
  drop(): void {
    this.readyState = 3
    this.onclose({ wasClean: false, code: 1006, reason: '' })
  }
}
