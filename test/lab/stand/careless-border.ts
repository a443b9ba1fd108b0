import { connect, createServer, type AddressInfo } from 'node:net'

/**
 * A border controller that offers sound into every hold, as the one of JsSIP issue #977: Asterisk itself never
 * does. Both words have eight letters, so that no length in the message changes.
 */
export async function openCarelessBorder(exchangeUrl: string): Promise<{ url: string; close(): void }> {
  const { port, pathname } = new URL(exchangeUrl)
  const server = createServer((desk) => {
    const exchange = connect(Number(port), '127.0.0.1')
    desk.pipe(exchange)
    exchange.on('data', (bytes) => {
      const text = bytes.toString('latin1')
      const offer = text.includes('INVITE sip:') ? text.replace('a=recvonly', 'a=sendrecv') : text
      desk.write(Buffer.from(offer, 'latin1'))
    })
    for (const [end, other] of [
      [desk, exchange],
      [exchange, desk],
    ] as const) {
      end.on('error', () => other.destroy())
      end.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const own = (server.address() as AddressInfo).port
  return { url: `ws://127.0.0.1:${own}${pathname}`, close: () => void server.close() }
}
