import type { PermissionRequest, MediaAccessPermissionRequest, Session } from 'electron'
import { isOwnOrigin } from './pages.ts'

/**
 * What our pages may use. The three network names are Chromium's Local Network Access: without them the voice
 * page may not reach a PBX on the city's own network or the demo exchange on this machine.
 */
const granted: ReadonlySet<string> = new Set([
  'media',
  'speaker-selection',
  'local-network',
  'local-network-access',
  'loopback-network',
])

/** Both handlers are needed: pages are asked about by the check, and what the check refuses by the request. */
export function guardPermissions(session: Session): void {
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, { embeddingOrigin }) =>
      granted.has(permission) &&
      isOwnOrigin(requestingOrigin) &&
      (embeddingOrigin === undefined || isOwnOrigin(embeddingOrigin)),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(granted.has(permission) && details.isMainFrame && isOwnOrigin(originOf(details))),
  )
  session.setDevicePermissionHandler(() => false)
}

function originOf(details: PermissionRequest | MediaAccessPermissionRequest): string {
  const asked = 'securityOrigin' in details ? details.securityOrigin : undefined
  return asked ?? details.requestingUrl
}
