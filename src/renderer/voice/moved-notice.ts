import type { Telephone } from './telephone.ts'
import { words, type Language } from './words.ts'

/** Takes the place of the desk when another window took over; keeps a running call within reach. */
export function showMovedNotice(telephone: Telephone, language: Language): void {
  const said = words[language]
  const notice = document.createElement('main')
  notice.className = 'notice'
  notice.setAttribute('role', 'alert')
  notice.append(line('h1', said.movedTitle))
  if (telephone.inCall) {
    notice.append(
      line('p', said.movedInCall),
      button(said.hangUp, () => telephone.hangUpAll()),
    )
  } else {
    notice.append(line('p', said.movedText))
  }
  notice.append(button(said.useHere, () => location.reload()))
  document.documentElement.lang = language
  document.title = said.movedTitle
  document.body.replaceChildren(notice)
}

function line(tag: 'h1' | 'p', text: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

function button(text: string, press: () => void): HTMLElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.textContent = text
  element.addEventListener('click', press)
  return element
}
