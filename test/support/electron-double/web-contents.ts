import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession, Frame, Page, Route } from '@playwright/test'
import { assertNever } from '../../../src/shared/errors.ts'
import { fromBrowser, schemeOf, toBrowser } from './addresses.ts'
import { app } from './app.ts'
import { browserContext } from './browser.ts'
import { ipcMain } from './ipc-main.ts'
import { pageWorld, type PageCall } from './page-world.ts'
import { respond, session } from './session.ts'
import { preventable } from './types.ts'

export interface WebPreferences {
  preload?: string
  [name: string]: unknown
}

interface WebFrameMain {
  readonly url: string
  readonly parent: WebFrameMain | null
}

let nextId = 1
/** In the page's world under names that no page guesses. */
const secret = crypto.randomUUID().replaceAll('-', '')
const names = { call: `call${secret}`, receive: `receive${secret}` }

export class WebContents extends EventEmitter {
  readonly id = nextId++
  readonly session = session.defaultSession
  readonly preferences: WebPreferences
  #page: Promise<Page> | undefined
  #address = ''
  #crashed = false
  #loading = true
  #destroyed = false
  /** Navigations that the main process itself asked for are not `will-frame-navigate`. */
  #expected: string | undefined
  #windowOpen: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({ action: 'allow' })
  openedWindows = 0
  /** What the main process sent to this page, newest last. */
  readonly sent: unknown[] = []

  constructor(preferences: WebPreferences) {
    super()
    this.preferences = preferences
    app.emit('web-contents-created', {}, this)
  }

  getURL(): string {
    return this.#address
  }

  isLoading(): boolean {
    return this.#loading
  }

  isCrashed(): boolean {
    return this.#crashed
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'allow' | 'deny' }): void {
    this.#windowOpen = handler
  }

  async loadURL(address: string): Promise<void> {
    this.#page ??= this.#openPage()
    const page = await this.#page
    await session.grantWhatHandlersGrant(page.context(), this, address)
    this.#expected = toBrowser(address)
    await page.goto(this.#expected)
    this.#loading = false
    this.emit('did-finish-load')
  }

  /** As in Electron nobody waits for it: a load that is cut off, by the app's end say, is only an event. */
  reload(): void {
    void this.#reload().catch(() => this.emit('did-fail-load'))
  }

  async #reload(): Promise<void> {
    const page = await this.#page
    if (!this.#crashed) {
      this.#expected = page?.url()
      await page?.reload()
      return
    }
    this.#crashed = false
    this.#loading = true
    this.#page = undefined
    await page?.close()
    await this.loadURL(this.#address)
  }

  send(channel: string, ...args: unknown[]): void {
    const cloned = structuredClone(args)
    this.sent.push(...cloned)
    this.emit('double-sent', channel, ...cloned)
    void this.#page?.then((page) =>
      page
        .evaluate(
          ([receive, to, what]) =>
            (window as unknown as Record<string, ((...args: unknown[]) => void) | undefined>)[receive]?.(
              to,
              what,
            ),
          [names.receive, channel, cloned] as const,
        )
        .catch(() => undefined),
    )
  }

  async page(): Promise<Page> {
    if (!this.#page) throw new Error('This window has loaded nothing yet.')
    return this.#page
  }

  /** Ends the page's process as a fault in it would. */
  async crash(): Promise<void> {
    const page = await this.page()
    const debug: CDPSession = await page.context().newCDPSession(page)
    await debug.send('Page.crash').catch(() => undefined)
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.emit('destroyed')
    void this.#page?.then((page) => page.close()).catch(() => undefined)
  }

  async #openPage(): Promise<Page> {
    const context = await browserContext()
    const page = await context.newPage()
    page.on('crash', () => {
      this.#crashed = true
      const details = { reason: 'crashed', exitCode: 5 }
      this.emit('render-process-gone', {}, details)
      app.emit('render-process-gone', {}, this, details)
    })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#address = fromBrowser(frame.url())
    })
    await page.exposeBinding(names.call, ({ frame }, message: PageCall) => this.#answer(frame, message))
    await page.route('**/*', (route) => this.#route(route))
    const { preload } = this.preferences
    const source = preload === undefined ? 'null' : wrap(readFileSync(preload, 'utf8'))
    await page.addInitScript({ content: `(${pageWorld.toString()})(${JSON.stringify(names)}, ${source})` })
    return page
  }

  async #route(route: Route): Promise<void> {
    const request = route.request()
    if (request.isNavigationRequest() && !this.#mayNavigate(request.frame(), request.url()))
      return route.abort('aborted')
    const address = fromBrowser(request.url())
    const response = await respond(schemeOf(address), new Request(address, { method: request.method() }))
    if (!response) return route.abort('blockedbyclient')
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  #mayNavigate(frame: Frame, browserUrl: string): boolean {
    const isMainFrame = frame.parentFrame() === null
    const url = fromBrowser(browserUrl)
    const expected = isMainFrame && this.#expected === browserUrl
    this.#expected = isMainFrame ? undefined : this.#expected
    if (!expected) {
      const event = preventable({ url, isMainFrame, isSameDocument: false, frame: mainSideOf(frame) })
      this.emit('will-frame-navigate', event)
      if (event.prevented()) return false
    }
    this.emit('did-start-navigation', { url, isMainFrame, isSameDocument: false })
    return true
  }

  async #answer(frame: Frame, message: PageCall): Promise<unknown> {
    const requestingUrl = fromBrowser(frame.url())
    const isMainFrame = frame.parentFrame() === null
    const details = { requestingUrl, isMainFrame, securityOrigin: originOf(requestingUrl) }
    switch (message.kind) {
      case 'ipc':
        ipcMain.emit(message.channel, { sender: this, senderFrame: mainSideOf(frame) }, ...message.args)
        return null
      case 'permission-check':
        return session.check(this, message.permission, details, message.mediaType)
      case 'permission-request':
        return session.request(this, message.permission, { ...details, mediaTypes: message.mediaTypes })
      case 'window-open':
        if (this.#windowOpen({ url: fromBrowser(message.url) }).action === 'allow') this.openedWindows++
        return null
      default:
        return assertNever(message)
    }
  }
}

function mainSideOf(frame: Frame): WebFrameMain {
  const parent = frame.parentFrame()
  return { url: fromBrowser(frame.url()), parent: parent ? mainSideOf(parent) : null }
}

/** With the slash that Electron puts behind an origin. */
export function originOf(address: string): string {
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}/`
}

function wrap(source: string): string {
  return `function (require, module, exports) {${source}\n}`
}
