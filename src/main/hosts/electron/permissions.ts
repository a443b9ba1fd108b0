import type { PermissionRequest, MediaAccessPermissionRequest, Session } from 'electron'
import { isOwnOrigin, isPageOf } from './pages.ts'

/**
 * What our pages may use. The three network names are Chromium's Local Network Access: without them the voice
 * page may not reach a PBX on the city's own network or the demo exchange on this machine.
 */
const granted: ReadonlySet<string> = new Set([
  'media',
  'speaker-selection',
  // A rest fills the screen when the agent asks for it.
  'fullscreen',
  'local-network',
  'local-network-access',
  'loopback-network',
])

/** Headset buttons, which the voice page alone may see: the desk page shows, it touches no device. */
const grantedToVoice = 'hid'

/** Both handlers are needed: pages are asked about by the check, and what the check refuses by the request. */
export function guardPermissions(session: Session): void {
  session.setPermissionCheckHandler(
    (contents, permission, requestingOrigin, { embeddingOrigin }) =>
      (granted.has(permission) ||
        (permission === grantedToVoice && contents !== null && isPageOf('voice', contents.getURL()))) &&
      isOwnOrigin(requestingOrigin) &&
      (embeddingOrigin === undefined || isOwnOrigin(embeddingOrigin)),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(granted.has(permission) && details.isMainFrame && isOwnOrigin(originOf(details))),
  )
  // Asked for each device after the check above. Chromium keeps keyboards and security keys out of HID by itself.
  session.setDevicePermissionHandler(
    ({ deviceType, origin }) => deviceType === grantedToVoice && isOwnOrigin(origin),
  )
}

function originOf(details: PermissionRequest | MediaAccessPermissionRequest): string {
  const asked = 'securityOrigin' in details ? details.securityOrigin : undefined
  return asked ?? details.requestingUrl
}
