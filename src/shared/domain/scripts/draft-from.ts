import type { Procedure } from '../procedure.ts'
import type { ScriptDraft } from '../script.ts'
import { sentencesOf } from './check-script.ts'

type Source = Pick<Procedure, 'procedureId' | 'title' | 'summary' | 'unitId' | 'source' | 'reviewDue'> & {
  requirements: readonly { text: string; mandatory: boolean }[]
}

/**
 * A first draft for whoever writes the script: the way through is complete, the words still want an ear. Cost
 * and time are read from the sheet itself, where they are typed and dated; copied here they would grow old.
 */
export function draftFrom(procedure: Source, facts: { unitName: string; today: string }): ScriptDraft {
  const { procedureId, title, unitId } = procedure
  const always = procedure.requirements.filter((each) => each.mandatory).map((each) => each.text)
  const sometimes = procedure.requirements.filter((each) => !each.mandatory).map((each) => each.text)
  const step = (stepId: string, stepTitle: string) => ({
    stepId,
    title: stepTitle,
    say: [] as string[],
    do: [] as string[],
    fields: [],
    choices: [],
  })
  return {
    scriptId: procedureId,
    title,
    version: 1,
    publishedOn: facts.today,
    reviewDue: procedure.reviewDue,
    owner: facts.unitName,
    source: procedure.source,
    queues: [],
    topics: [],
    procedureId,
    start: 'que-es',
    steps: [
      { ...step('que-es', 'Qué es'), say: spoken(procedure.summary, title), next: 'papeles' },
      {
        ...step('papeles', 'Qué necesita'),
        say:
          always.length === 0 ? ['No necesita ningún papel.'] : ['Necesita lo siguiente:', ...ended(always)],
        do: [...sometimes.map((text) => `Según el caso: ${text}`), 'Lee el coste y el plazo en la ficha.'],
        next: 'sigue',
      },
      {
        ...step('sigue', 'Qué hacemos'),
        say: ['¿Le ayudo con algo más de este trámite?'],
        choices: [
          { key: '1', label: 'Solo quería saberlo', next: 'fin-informado' },
          { key: '2', label: 'Quiere una cita', next: 'cita' },
          { key: '3', label: 'Tiene una duda que no sé resolver', next: 'duda' },
        ],
      },
      {
        ...step('cita', 'Cita'),
        say: ['¿A qué nombre pido la cita, y a qué teléfono le avisan?'],
        fields: contact(),
        actions: [{ kind: 'appointment', unitId }],
        next: 'fin-cita',
      },
      {
        ...step('duda', 'Duda'),
        say: ['Se lo pregunto a quien lo sabe. ¿Cuál es su duda?'],
        fields: [
          { field: 'duda', label: 'Duda', kind: 'long-text', required: true, prefills: 'description' },
          ...contact(),
        ],
        actions: [{ kind: 'escalate', unitId, reason: `Duda sobre el trámite ${title}`.slice(0, 200) }],
        next: 'fin-duda',
      },
      {
        ...step('fin-informado', 'Información dada'),
        say: ['Gracias por llamar.'],
        end: { disposition: 'INF', summary: cut(`Información: ${title}.`) },
      },
      {
        ...step('fin-cita', 'Cita pedida'),
        say: ['Le avisarán del día y la hora.'],
        end: { disposition: 'CIT', summary: cut(`Pide cita: ${title}.`) },
      },
      {
        ...step('fin-duda', 'Duda pasada'),
        say: ['Le llamarán con la respuesta.'],
        end: { disposition: 'ESC-2', summary: cut(`Duda para la unidad: ${title}.`) },
      },
    ],
  }
}

function contact(): ScriptDraft['steps'][number]['fields'] {
  return [
    { field: 'nombre', label: 'Nombre', kind: 'text', required: false, prefills: 'callerName' },
    { field: 'telefono', label: 'Teléfono', kind: 'phone', required: false, prefills: 'callbackNumber' },
  ]
}

function spoken(summary: string, title: string): string[] {
  const said = sentencesOf(summary)
  return said.length === 0 ? ended([title]) : said
}

function ended(lines: readonly string[]): string[] {
  return lines.map((line) => (/[.?!:…]$/.test(line) ? line : `${line}.`))
}

function cut(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`
}
