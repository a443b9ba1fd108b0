/** The few shapes of Electron's that the double hands around. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** An event that a listener may stop, with the facts Electron puts beside `preventDefault`. */
export function preventable<T extends object>(
  facts: T,
): T & { preventDefault(): void; prevented(): boolean } {
  let prevented = false
  return {
    ...facts,
    preventDefault() {
      prevented = true
    },
    prevented: () => prevented,
  }
}
