import type { AgentState } from '../../../shared/domain/agent.ts'

/** Pixels a side; trays scale it down. */
export const iconSize = 32

type Colour = readonly [red: number, green: number, blue: number]
/** Whether a point is painted; both coordinates from -1 to 1, y downwards. */
type Shape = (x: number, y: number) => boolean

const disc: Shape = (x, y) => Math.hypot(x, y) <= 0.85
const ring: Shape = (x, y) => disc(x, y) && Math.hypot(x, y) >= 0.6

/**
 * Word, colour *and* shape say the state: a tray is small and one agent in twelve does not tell these colours
 * apart. Drawn rather than stored: eight little images would have to follow every change of the palette.
 */
const looks: Readonly<Record<AgentState, { colour: Colour; shape: Shape }>> = {
  preparing: {
    colour: [134, 142, 150],
    shape: (x, y) => ring(x, y) || (Math.abs(x) <= 0.12 && y <= 0 && disc(x, y)),
  },
  ready: { colour: [43, 138, 62], shape: disc },
  reserved: { colour: [25, 113, 194], shape: (x, y) => ring(x, y) || Math.hypot(x, y) <= 0.35 },
  talking: {
    colour: [25, 113, 194],
    shape: (x, y) => (ring(x, y) && y <= 0.1) || (Math.abs(Math.abs(x) - 0.65) <= 0.25 && y > 0 && y <= 0.75),
  },
  'wrap-up': { colour: [112, 72, 232], shape: (x, y) => Math.abs(x + y) <= 0.35 && Math.abs(x - y) <= 1.3 },
  'not-ready': {
    colour: [230, 119, 0],
    shape: (x, y) => Math.abs(Math.abs(x) - 0.4) <= 0.2 && Math.abs(y) <= 0.8,
  },
  'no-line': { colour: [134, 142, 150], shape: (x, y) => disc(x, y) && Math.floor((y + 1) * 5) % 2 === 0 },
  'signed-out': { colour: [134, 142, 150], shape: ring },
}

/** BGRA rows from the top, as `nativeImage.createFromBitmap` takes them. */
export function drawStateIcon(state: AgentState): Buffer {
  const { colour, shape } = looks[state]
  const [red, green, blue] = colour
  const bitmap = Buffer.alloc(iconSize * iconSize * 4)
  for (let row = 0; row < iconSize; row++) {
    for (let column = 0; column < iconSize; column++) {
      const at = (index: number): number => ((index + 0.5) / iconSize) * 2 - 1
      if (!shape(at(column), at(row))) continue
      bitmap.set([blue, green, red, 255], (row * iconSize + column) * 4)
    }
  }
  return bitmap
}
