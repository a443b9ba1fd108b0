import { Graph, layout } from '@dagrejs/dagre'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import { linksOf } from './edit-script.ts'

export const nodeSize = { width: 190, height: 64 }

/** Where each step stands in the drawing, top to bottom as it is walked, px. */
export function layOut(script: ScriptDraft): Map<string, { x: number; y: number }> {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 48 })
  graph.setDefaultEdgeLabel(() => ({}))
  const known = new Set(script.steps.map(({ stepId }) => stepId))
  for (const { stepId } of script.steps) graph.setNode(stepId, { ...nodeSize })
  for (const step of script.steps)
    for (const { to } of linksOf(step)) if (known.has(to)) graph.setEdge(step.stepId, to)
  layout(graph)
  return new Map(
    script.steps.map(({ stepId }) => {
      const { x = 0, y = 0 } = graph.node(stepId) as { x?: number; y?: number }
      return [stepId, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 }]
    }),
  )
}
