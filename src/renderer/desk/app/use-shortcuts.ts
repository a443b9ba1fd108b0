import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { useDesk } from './desk-context.ts'
import { show, useScreen } from './screen.ts'
import { numberIn } from '../../../shared/domain/dial-target.ts'
import { isTyping, shortcutOf, type ShortcutAction } from './shortcuts.ts'

/** The notes field, wherever it is drawn: the note shortcut goes there. */
export const notesId = 'contact-notes'

const focusNotes = () => document.getElementById(notesId)?.focus()

/** One listener for all shortcuts, on every screen of the desk. */
export function useShortcuts(): void {
  const { actions } = useDesk()
  useEffect(() => {
    const run: Record<ShortcutAction, () => void> = {
      answer: actions.answer,
      'hang-up': actions.hangUp,
      hold: actions.toggleHold,
      mute: actions.toggleMute,
      note: () => {
        // Drawn and focused before the next letter comes; once more after a window that closed gave its focus back.
        flushSync(() => show({ view: 'desk', column: 'citizen', overlay: null }))
        focusNotes()
        requestAnimationFrame(focusNotes)
      },
      search: () => show({ overlay: 'search', searchFor: '' }),
      news: () => show({ overlay: useScreen.getState().overlay === 'news' ? null : 'news' }),
      'pause-when-done': () => actions.chooseState({ kind: 'not-ready', reason: 101 }),
      emergency: () => show({ emergency: !useScreen.getState().emergency, overlay: null, column: 'script' }),
      lock: () => actions.send('lock.now', {}),
      reach: () =>
        show({ view: 'desk', column: 'line', overlay: null, reachFor: numberIn(selectedText()) ?? '' }),
      swap: () => actions.send('calls.swap', {}),
      // Twice the hand: the first press shows the card with the number, the next one dials it.
      'emergency-dial': () => {
        if (useScreen.getState().emergency) actions.send('calls.emergency', {})
        else show({ emergency: true, overlay: null, column: 'script' })
      },
      'close-contact': () => void actions.closeContact(),
      list: () => show({ overlay: useScreen.getState().overlay === 'shortcuts' ? null : 'shortcuts' }),
    }
    const onKey = (event: KeyboardEvent) => {
      const action = shortcutOf(event, isTyping(event.target))
      if (!action || event.repeat) return
      event.preventDefault()
      run[action]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [actions])
}

/** On the page or inside a field: a number that was selected anywhere can be called. */
function selectedText(): string {
  const field = document.activeElement
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
  return getSelection()?.toString() ?? ''
}
