/** What the page's side of the double tells the main side; answered where an answer is awaited. */
export type PageCall =
  | { kind: 'ipc'; channel: string; args: unknown[] }
  | { kind: 'permission-request'; permission: string; mediaTypes: ('audio' | 'video')[] }
  | { kind: 'permission-check'; permission: string; mediaType: 'audio' | 'video' | 'unknown' }
  | { kind: 'window-open'; url: string }

/** Written into the page before any of its scripts, so it must be whole in itself: no imports, no closures. */
export function pageWorld(
  names: { call: string; receive: string },
  preload: ((require: (name: string) => unknown, module: object, exports: object) => void) | null,
): void {
  const global = window as unknown as Record<string, unknown>
  const call = global[names.call] as (message: PageCall) => Promise<unknown>
  const isTop = window.top === window

  window.open = (url) => {
    void call({ kind: 'window-open', url: new URL(url ?? 'about:blank', location.href).href })
    return null
  }
  guardMedia()
  if (isTop && preload) runPreload(preload)

  function guardMedia(): void {
    const devices = navigator.mediaDevices as MediaDevices | undefined
    if (!devices) return
    const original = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (constraints) => {
      const mediaTypes: ('audio' | 'video')[] = []
      if (constraints?.audio) mediaTypes.push('audio')
      if (constraints?.video) mediaTypes.push('video')
      const granted = await call({ kind: 'permission-request', permission: 'media', mediaTypes })
      if (granted !== true) throw new DOMException('Permission denied', 'NotAllowedError')
      return original(constraints)
    }
    const query = navigator.permissions.query.bind(navigator.permissions)
    const mapped: Record<string, [string, 'audio' | 'video' | 'unknown']> = {
      microphone: ['media', 'audio'],
      camera: ['media', 'video'],
      'speaker-selection': ['speaker-selection', 'unknown'],
      geolocation: ['geolocation', 'unknown'],
      notifications: ['notifications', 'unknown'],
    }
    navigator.permissions.query = async (descriptor) => {
      const [permission, mediaType] = mapped[descriptor.name] ?? []
      if (permission === undefined || mediaType === undefined) return query(descriptor)
      const granted = await call({ kind: 'permission-check', permission, mediaType })
      const status = await query({ name: 'geolocation' })
      Object.defineProperty(status, 'state', { value: granted === true ? 'granted' : 'denied' })
      return status
    }
  }

  function runPreload(run: NonNullable<typeof preload>): void {
    const listeners = new Map<string, Set<(event: object, ...args: unknown[]) => void>>()
    global[names.receive] = (channel: string, args: unknown[]) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
    }
    const ipcRenderer = {
      send(channel: string, ...args: unknown[]) {
        void call({ kind: 'ipc', channel, args: structuredClone(args) })
      },
      on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
        const set = listeners.get(channel) ?? new Set()
        listeners.set(channel, set.add(listener))
        return ipcRenderer
      },
    }
    const contextBridge = {
      exposeInMainWorld(key: string, api: unknown) {
        if (key in window) throw new Error(`Cannot bind an API on top of an existing property: ${key}`)
        Object.defineProperty(window, key, { value: across(api), writable: false, configurable: false })
      },
    }
    const require = (name: string): unknown => {
      if (name === 'electron') return { contextBridge, ipcRenderer }
      throw new Error(`module not found: ${name}`)
    }
    const module = { exports: {} }
    run(require, module, module.exports)
  }

  /** As the context bridge: functions become proxies, data is copied and frozen, prototypes do not cross. */
  function across(value: unknown): unknown {
    if (typeof value === 'function') {
      const original = value as (...args: unknown[]) => unknown
      return (...args: unknown[]) => across(original(...args.map(across)))
    }
    if (value === undefined || value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return Object.freeze(value.map(across))
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value)
    const copy: Record<string, unknown> = {}
    for (const [key, member] of Object.entries(value)) copy[key] = across(member)
    return Object.freeze(copy)
  }
}
