import { useState, type PointerEvent } from 'react'

/** Where a bar was taken: along by its middle, longer or shorter by an end. */
export type Grip = 'middle' | 'start' | 'end'

interface Held {
  grip: Grip
  x: number
  y: number
  movedX: number
  movedY: number
}

const edgePx = 8

/** Mouse, pen or finger on a bar: it follows the hand, and what it means is said when the hand lets go. */
export function useDrag(
  onDrop: (drop: { grip: Grip; movedX: number; at: { x: number; y: number }; copy: boolean }) => void,
) {
  const [held, setHeld] = useState<Held | null>(null)

  function grab(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return
    const { left, right } = event.currentTarget.getBoundingClientRect()
    const grip = right - event.clientX < edgePx ? 'end' : event.clientX - left < edgePx ? 'start' : 'middle'
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld({ grip, x: event.clientX, y: event.clientY, movedX: 0, movedY: 0 })
  }

  function move(event: PointerEvent<HTMLElement>): void {
    if (held) setHeld({ ...held, movedX: event.clientX - held.x, movedY: event.clientY - held.y })
  }

  function letGo(event: PointerEvent<HTMLElement>): void {
    if (!held) return
    setHeld(null)
    onDrop({
      grip: held.grip,
      movedX: event.clientX - held.x,
      at: { x: event.clientX, y: event.clientY },
      copy: event.ctrlKey,
    })
  }

  return {
    held,
    handlers: {
      onPointerDown: grab,
      onPointerMove: move,
      onPointerUp: letGo,
      onPointerCancel: () => setHeld(null),
    },
  }
}
