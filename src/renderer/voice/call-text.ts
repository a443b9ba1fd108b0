import type { RTCSession } from 'jssip/lib/RTCSession'

/** What JsSIP's session has and its types leave out. */
interface InDialog {
  sendRequest(
    method: 'MESSAGE',
    options: {
      extraHeaders: string[]
      body: string
      eventHandlers: Record<
        'onSuccessResponse' | 'onErrorResponse' | 'onTransportError' | 'onRequestTimeout' | 'onDialogError',
        () => void
      >
    },
  ): void
}

/** Sends one line of text inside the call (RFC 3428 §4), so that it reaches whoever is talked to and nobody else. */
export function sendText(session: RTCSession, text: string, told: (delivered: boolean) => void): void {
  const failed = () => told(false)
  ;(session as unknown as InDialog).sendRequest('MESSAGE', {
    extraHeaders: ['Content-Type: text/plain;charset=utf-8'],
    body: text,
    eventHandlers: {
      onSuccessResponse: () => told(true),
      onErrorResponse: failed,
      onTransportError: failed,
      onRequestTimeout: failed,
      onDialogError: failed,
    },
  })
}
