import type { BrowserContext } from '@playwright/test'
import { toBrowser } from './addresses.ts'
import { app } from './app.ts'

type Respond = (request: Request) => Response | Promise<Response>
type Check = (
  contents: object | null,
  permission: string,
  requestingOrigin: string,
  details: Record<string, unknown>,
) => boolean
type Ask = (
  contents: object,
  permission: string,
  answer: (granted: boolean) => void,
  details: Record<string, unknown>,
) => void

type DeviceCheck = (details: { deviceType: string; origin: string }) => boolean

interface Asker {
  requestingUrl: string
  isMainFrame: boolean
  securityOrigin: string
}

const privileged = new Set<string>()
const responders = new Map<string, Respond>()
let checkHandler: Check = () => true
let requestHandler: Ask = (_contents, _permission, answer) => answer(true)

let deviceHandler: DeviceCheck = () => false

const schemes = {
  handle(scheme: string, respond: Respond): void {
    app.requireReady('protocol.handle')
    if (responders.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    responders.set(scheme, respond)
  },
}

export const protocol = {
  ...schemes,
  registerSchemesAsPrivileged(
    schemes: { scheme: string; privileges: { standard?: boolean; secure?: boolean } }[],
  ): void {
    app.requireNotReady('protocol.registerSchemesAsPrivileged')
    for (const { scheme, privileges } of schemes)
      if (privileges.standard && privileges.secure) privileged.add(scheme)
  },
}

/** `undefined` where nobody serves the scheme: Chromium would say that the address is unknown. */
export async function respond(scheme: string, request: Request): Promise<Response | undefined> {
  if (scheme === 'https' && new URL(request.url).host === foreignHost)
    return new Response('<!doctype html><title>Foreign</title>', { headers: { 'Content-Type': 'text/html' } })
  const responder = responders.get(scheme)
  if (!responder || !privileged.has(scheme)) return undefined
  return responder(request)
}

/** A site that is not ours, for tests that ask what it may do. */
export const foreignHost = 'foreign.example'

const networkNames = ['local-network-access', 'local-network', 'loopback-network']

export const session = {
  defaultSession: {
    protocol: schemes,
    setPermissionCheckHandler: (handler: Check | null): void => {
      checkHandler = handler ?? (() => true)
    },
    setPermissionRequestHandler: (handler: Ask | null): void => {
      requestHandler = handler ?? ((_contents, _permission, answer) => answer(true))
    },
    setDevicePermissionHandler: (handler: DeviceCheck | null): void => {
      deviceHandler = handler ?? (() => false)
    },
  },

  check(contents: object | null, permission: string, asker: Asker, mediaType?: string): boolean {
    return checkHandler(contents, permission, asker.securityOrigin, { ...asker, mediaType })
  },

  device: (deviceType: string, origin: string): boolean => deviceHandler({ deviceType, origin }),

  request(contents: object, permission: string, details: Asker & Record<string, unknown>): Promise<boolean> {
    return new Promise((resolve) => requestHandler(contents, permission, resolve, details))
  },

  /** Chromium enforces these two below the page: it is told beforehand what the handlers would say. */
  async grantWhatHandlersGrant(context: BrowserContext, contents: object, address: string): Promise<void> {
    const { protocol, host } = new URL(address)
    const asker = { requestingUrl: address, isMainFrame: true, securityOrigin: `${protocol}//${host}/` }
    const network = networkNames.every((name) => session.check(contents, name, asker))
    const media = session.check(contents, 'media', asker, 'audio')
    await context.grantPermissions(
      [...(network ? ['local-network-access'] : []), ...(media ? ['microphone', 'camera'] : [])],
      { origin: new URL(toBrowser(address)).origin },
    )
  },
}
