const suffix = '.double'

/**
 * Chromium under Playwright serves no private schemes, so `app://host/path` is an `https` origin of its own
 * there: equally standard, secure and separate from every other.
 */
export function toBrowser(address: string): string {
  const { protocol, host, pathname, search, hash } = new URL(address)
  if (protocol === 'https:' || protocol === 'http:') return address
  return `https://${host}.${protocol.slice(0, -1)}${suffix}${pathname}${search}${hash}`
}

/** What Electron would call this address. */
export function fromBrowser(address: string): string {
  const url = URL.parse(address)
  if (!url?.hostname.endsWith(suffix)) return address
  const names = url.hostname.slice(0, -suffix.length).split('.')
  const scheme = names.pop()
  return `${scheme}://${names.join('.')}${url.pathname}${url.search}${url.hash}`
}

export function schemeOf(address: string): string {
  return new URL(address).protocol.slice(0, -1)
}
