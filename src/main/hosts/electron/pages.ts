import type { PageRole } from '../../../shared/serve.ts'

export const pageScheme = 'app'
const pageHost = 'ventanilla'

/** Where a page lives; the scheme is ours alone, so no other program can serve it. */
export function pageAddress(role: PageRole): string {
  return `${pageScheme}://${pageHost}/${role}.html`
}

/** Compared by scheme and host: Node gives the origin of a scheme it does not know as `null`. */
export function isOwnOrigin(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${pageScheme}:` && url.host === pageHost
}

/** A page may be reloaded and may use its own fragments; any other address is elsewhere. */
export function isPageOf(role: PageRole, address: string): boolean {
  return isOwnOrigin(address) && URL.parse(address)?.pathname === `/${role}.html`
}
