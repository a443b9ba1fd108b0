/**
 * The desk page inside the voice page (browser host), so that it can reload alone while a call goes on.
 * The window's title is the desk's: it is where a ringing call shows in the task bar.
 */
export function showDeskFrame(title: string, inCall: () => boolean): void {
  const frame = document.createElement('iframe')
  frame.src = '/desk.html'
  frame.title = title
  frame.allow = 'autoplay; clipboard-write; fullscreen'
  frame.addEventListener('load', () => {
    frame.contentWindow?.focus()
    const desk = frame.contentDocument
    if (!desk) return
    const follow = (): void => {
      if (desk.title !== '') document.title = desk.title
    }
    follow()
    new MutationObserver(follow).observe(desk.head, { childList: true, subtree: true, characterData: true })
  })
  window.addEventListener('focus', () => frame.contentWindow?.focus())
  window.addEventListener('beforeunload', (leaving) => {
    if (inCall()) leaving.preventDefault()
  })
  document.body.append(frame)
}
