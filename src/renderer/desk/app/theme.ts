import type { Settings } from '../../../shared/contract.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** Puts the chosen theme on the page; *system* follows the machine without being asked again. */
export function showTheme(theme: Settings['theme']): void {
  document.documentElement.dataset['theme'] = theme
}

/** What the chosen theme comes to on this machine, for the component library. */
export function resolveTheme(theme: Settings['theme']): 'light' | 'dark' {
  if (theme !== 'system') return theme
  return dark.matches ? 'dark' : 'light'
}
