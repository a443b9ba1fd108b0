import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A cable between a softphone and its exchange that a test can pull out. */
export interface CuttableLine {
  readonly url: string
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>
  /** Every connection stands and carries nothing any more, as behind a router that forgot it. */
  freeze(): void
  /** What stands now carries nothing any more, as after a change of network; new connections do. */
  forget(): void
  /** Cuts it the moment the exchange says something that fits, which then never arrives; resolves when it is cut. */
  cutBefore(fits: (said: string) => boolean): Promise<void>
  /** How many are open now. */
  connections(): number
  mend(): Promise<void>
  close(): Promise<void>
}

export async function layLine(exchangeUrl: string): Promise<CuttableLine> {
  const target = Number(new URL(exchangeUrl).port)
  const ends = new Set<Socket>()
  const forgotten = new WeakSet<Socket>()
  let frozen = false
  let lastWord: ((said: string) => boolean) | undefined
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from)
      from.on('data', (bytes) => {
        if (from === far && lastWord?.(bytes.toString('latin1'))) return
        if (!frozen && !forgotten.has(from)) to.write(bytes)
      })
      from.on('error', () => to.destroy())
      from.on('close', () => {
        ends.delete(from)
        to.destroy()
      })
    }
  })
  const listen = (port: number) => new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  await listen(0)
  const { port } = server.address() as AddressInfo

  async function cut(): Promise<void> {
    if (!server.listening) return
    const closed = new Promise((done) => server.close(done))
    for (const end of ends) end.destroy()
    await closed
  }

  return {
    url: `ws://127.0.0.1:${port}`,
    cut,
    freeze() {
      frozen = true
    },
    forget() {
      for (const end of ends) forgotten.add(end)
    },
    cutBefore: (fits) =>
      new Promise((done) => {
        lastWord = (said) => {
          if (!fits(said)) return false
          lastWord = undefined
          void cut().then(done)
          return true
        }
      }),
    connections: () => ends.size / 2,
    async mend() {
      frozen = false
      if (!server.listening) await listen(port)
    },
    close: cut,
  }
}
