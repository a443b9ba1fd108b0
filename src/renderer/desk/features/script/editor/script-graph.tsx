import { Background, MarkerType, ReactFlow, type Edge, type Node } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import '@xyflow/react/dist/style.css'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import { linksOf } from './edit-script.ts'
import { layOut, nodeSize } from './lay-out.ts'

/**
 * The script as a drawing, for the eye and the mouse. The list of steps beside it says and does the same by
 * keyboard, so the drawing itself is no stop of the Tab key.
 */
export function ScriptGraph(props: {
  script: ScriptDraft
  chosen: string
  troubled: ReadonlySet<string>
  onChoose: (stepId: string) => void
}) {
  const { t } = useTranslation()
  const { script, chosen, troubled } = props
  const places = useMemo(() => layOut(script), [script])
  const nodes: Node[] = script.steps.map((step) => ({
    id: step.stepId,
    position: places.get(step.stepId) ?? { x: 0, y: 0 },
    data: { label: `${markOf(script, step)}${troubled.has(step.stepId) ? '⚠ ' : ''}${step.title}` },
    selected: step.stepId === chosen,
    className: ['graph-step', step.redFlag && 'is-alarm', step.end && 'is-end', step.call && 'is-call']
      .filter(Boolean)
      .join(' '),
    width: nodeSize.width,
    height: nodeSize.height,
    draggable: false,
    connectable: false,
    focusable: false,
  }))
  const edges: Edge[] = script.steps.flatMap((step) =>
    waysFrom(step).map(({ to, words, kind }) => ({
      id: `${step.stepId} ${to}`,
      source: step.stepId,
      target: to,
      ...(step.stepId === chosen ? { label: words } : {}),
      className: `graph-${kind}`,
      focusable: false,
      markerEnd: { type: MarkerType.ArrowClosed },
    })),
  )
  return (
    <figure className="script-graph" aria-label={t('scriptEditor.graph', { steps: script.steps.length })}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        fitView
        minZoom={0.2}
        maxZoom={1.5}
        nodesFocusable={false}
        edgesFocusable={false}
        nodesConnectable={false}
        nodesDraggable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_event, node) => props.onChoose(node.id)}
      >
        <Background />
      </ReactFlow>
    </figure>
  )
}

/** One line per pair of steps: answers that lead to the same step share it, by their digits. */
function waysFrom(step: ScriptDraft['steps'][number]): { to: string; words: string; kind: string }[] {
  const ways = new Map<string, { to: string; words: string; kind: string }>()
  for (const { to, words, kind } of linksOf(step)) {
    const short = kind === 'choice' ? words.slice(0, 1) : words
    const known = ways.get(to)
    ways.set(to, known ? { ...known, words: `${known.words}, ${short}` } : { to, words: short, kind })
  }
  return [...ways.values()]
}

function markOf(script: ScriptDraft, step: ScriptDraft['steps'][number]): string {
  if (step.stepId === script.start) return '▶ '
  if (step.redFlag) return '! '
  if (step.call) return '↪ '
  return step.end ? '■ ' : ''
}
