import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

const WindowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof WindowState>

/** Pixels of the laptop that most agents have; the smallest size at which three columns still fit. */
const usual = { width: 1366, height: 768 }
export const smallestWindow = { width: 800, height: 560 }

/** A missing or damaged file only means the usual place: a window is never worth an error. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return WindowState.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/**
 * Where the window opens: where it was, moved and shrunk onto a display that is there now, because the second
 * screen it was on may be unplugged. `displays` are work areas, the primary one first.
 */
export function placeWindow(
  saved: WindowState | undefined,
  displays: readonly [Rectangle, ...Rectangle[]],
): WindowState {
  const wanted = saved ?? { ...centred(usual, displays[0]), maximized: false }
  const home = displays.reduce((best, area) => (overlap(wanted, area) > overlap(wanted, best) ? area : best))
  const width = Math.min(wanted.width, home.width)
  const height = Math.min(wanted.height, home.height)
  if (overlap(wanted, home) === 0) return { ...centred({ width, height }, home), maximized: wanted.maximized }
  return {
    x: clamp(wanted.x, home.x, home.x + home.width - width),
    y: clamp(wanted.y, home.y, home.y + home.height - height),
    width,
    height,
    maximized: wanted.maximized,
  }
}

/** Writes on close and after each move; whole or not at all. `getNormalBounds` keeps the size below maximized. */
export function rememberWindow(window: BrowserWindow, file: string): void {
  const save = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return
    const { x, y, width, height } = window.getNormalBounds()
    const state: WindowState = { x, y, width, height, maximized: window.isMaximized() }
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  }
  window.on('moved', save)
  window.on('resized', save)
  window.on('maximize', save)
  window.on('unmaximize', save)
  window.on('close', save)
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const width = Math.min(size.width, area.width)
  const height = Math.min(size.height, area.height)
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  }
}

function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
