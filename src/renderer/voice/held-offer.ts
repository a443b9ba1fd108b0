/**
 * True where the far side offers to send us sound. While the agent holds the call, JsSIP answers such a
 * re-INVITE with `sendrecv` and the agent hears the citizen (JsSIP issue #977): the hold must be said again.
 */
export function offersSound(sdp: string): boolean {
  const audio = sdp.split(/\r?\n(?=m=)/).find((section) => section.startsWith('m=audio'))
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m
  const stated = direction.exec(audio ?? '')?.[1] ?? direction.exec(sdp.split(/\r?\nm=/)[0] ?? '')?.[1]
  return stated !== 'recvonly' && stated !== 'inactive'
}
