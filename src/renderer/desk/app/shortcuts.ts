/** What a key can do anywhere on the desk; the list on F1 and the handler read this one table. */
export type ShortcutAction =
  | 'answer'
  | 'hang-up'
  | 'hold'
  | 'mute'
  | 'note'
  | 'search'
  | 'news'
  | 'pause-when-done'
  | 'emergency'
  | 'emergency-dial'
  | 'reach'
  | 'swap'
  | 'close-contact'
  | 'lock'
  | 'list'

export interface Shortcut {
  action: ShortcutAction
  /** As written on the screen: `Ctrl+Shift+A`. */
  keys: string
  matches: (key: KeyPress) => boolean
}

export type KeyPress = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** `code` and not `key`: the letter's place, whatever the layout makes of Ctrl+Shift. */
const layer = (letter: string) => (press: KeyPress) =>
  (press.ctrlKey || press.metaKey) && press.shiftKey && !press.altKey && press.code === `Key${letter}`

const plain = (key: string) => (press: KeyPress) =>
  press.key === key && !press.ctrlKey && !press.metaKey && !press.altKey

export const shortcuts: readonly Shortcut[] = [
  { action: 'answer', keys: 'Ctrl+Shift+A', matches: layer('A') },
  { action: 'hang-up', keys: 'Ctrl+Shift+C', matches: layer('C') },
  { action: 'hold', keys: 'Ctrl+Shift+R', matches: layer('R') },
  { action: 'mute', keys: 'Ctrl+Shift+M', matches: layer('M') },
  { action: 'note', keys: 'Ctrl+Shift+N', matches: layer('N') },
  { action: 'search', keys: 'Ctrl+Shift+G', matches: layer('G') },
  { action: 'search', keys: '/', matches: plain('/') },
  { action: 'news', keys: 'Ctrl+Shift+Y', matches: layer('Y') },
  { action: 'pause-when-done', keys: 'Ctrl+Shift+P', matches: layer('P') },
  { action: 'reach', keys: 'Ctrl+Shift+K', matches: layer('K') },
  { action: 'swap', keys: 'Ctrl+Shift+X', matches: layer('X') },
  { action: 'emergency', keys: 'Ctrl+Shift+E', matches: layer('E') },
  { action: 'lock', keys: 'Ctrl+Shift+L', matches: layer('L') },
  {
    action: 'emergency-dial',
    keys: 'Ctrl+Shift+Enter',
    matches: (press) => (press.ctrlKey || press.metaKey) && press.shiftKey && press.key === 'Enter',
  },
  {
    action: 'close-contact',
    keys: 'Ctrl+Enter',
    matches: (press) => (press.ctrlKey || press.metaKey) && !press.shiftKey && press.key === 'Enter',
  },
  { action: 'list', keys: 'F1', matches: plain('F1') },
]

/** What this key asks for. A plain key asks for nothing while somebody types: it is a letter then. */
export function shortcutOf(press: KeyPress, typing: boolean): ShortcutAction | undefined {
  const found = shortcuts.find((shortcut) => shortcut.matches(press))
  return found && !(typing && found.keys === '/') ? found.action : undefined
}

/** The keys of an action as the screen writes them, the first where there are two. */
export function keysOf(action: ShortcutAction): string {
  return shortcuts.find((shortcut) => shortcut.action === action)?.keys ?? ''
}

/** True where a letter belongs to a field and not to the desk. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
