import { expect, test } from 'vitest'
import { drawStateIcon, iconSize } from '../../../src/main/hosts/electron/state-icon.ts'
import { AgentState } from '../../../src/shared/domain/agent.ts'

/** Only what is painted, without its colour: what an agent who does not tell colours apart sees. */
function outline(state: AgentState): string {
  const bitmap = drawStateIcon(state)
  return Array.from({ length: iconSize * iconSize }, (_, pixel) => (bitmap[pixel * 4 + 3] ? '#' : '.')).join(
    '',
  )
}

test('every state has a shape of its own, not only a colour', () => {
  const outlines = new Set(AgentState.options.map(outline))
  expect(outlines.size).toBe(AgentState.options.length)
})

test.each(AgentState.options)('%s can be seen and leaves room around it', (state) => {
  expect(drawStateIcon(state)).toHaveLength(iconSize * iconSize * 4)
  const painted = outline(state).replaceAll('.', '').length
  expect(painted).toBeGreaterThan(100)
  expect(painted).toBeLessThan(iconSize * iconSize * 0.75)
})
