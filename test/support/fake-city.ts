import type { CityInfo } from '../../src/shared/backend-api.ts'
import type {
  AgentView,
  Contact,
  ContractRequests,
  Found,
  RecordView,
  ShiftLedger,
  ShiftPrompt,
  ShiftPrompts,
} from '../../src/shared/contract.ts'
import type { Agent } from '../../src/shared/domain/agent.ts'
import type { InteractionDraft } from '../../src/shared/domain/interaction.ts'
import type { Article } from '../../src/shared/domain/article.ts'
import type { CallQuality } from '../../src/shared/domain/quality/call-quality.ts'
import type { Procedure } from '../../src/shared/domain/procedure.ts'
import { Script } from '../../src/shared/domain/script.ts'
import { DeskError } from '../../src/shared/errors.ts'

type Listed = ContractRequests['serviceRequests.list']['output'][number]

export const agent: Agent = {
  agentId: 'uio-01',
  name: 'Rosa Chiluisa',
  role: 'agent',
  queues: ['social', 'general'],
}

export const info: CityInfo = {
  cityId: 'quito',
  name: 'Municipio de Quito',
  signIn: 'choose',
  agents: [agent, { ...agent, agentId: 'uio-02', name: 'Diego Andrade' }],
  timeZone: 'America/Guayaquil',
  currency: 'USD',
  country: 'EC',
}

export const devices: AgentView['devices'] = {
  microphone: 'open',
  devices: [
    { deviceId: 'm1', label: 'Auricular USB', kind: 'input' },
    { deviceId: 's1', label: 'Auricular USB', kind: 'output' },
    { deviceId: 's2', label: 'Altavoz del portátil', kind: 'output' },
  ],
  chosen: { microphone: 'm1', speaker: 's1', ringer: 's2' },
  wished: { microphone: null, speaker: null, ringer: null },
  noise: 'browser',
  shielded: true,
  headset: null,
}

export const catalogue: ContractRequests['catalogue.get']['output'] = {
  forms: [],
  units: [
    { unitId: 'inclusion', name: 'Inclusión Social', source: 'prueba', reviewedOn: '2026-06-01' },
    { unitId: 'alumbrado', name: 'Alumbrado Público', source: 'prueba', reviewedOn: '2026-06-01' },
  ],
  services: [
    {
      serviceCode: 'kit',
      name: 'Kit de alimentos',
      description: 'Ayuda alimentaria',
      unitId: 'inclusion',
      keywords: [],
    },
    {
      serviceCode: 'luminaria',
      name: 'Luminaria apagada',
      description: 'Alumbrado',
      unitId: 'alumbrado',
      keywords: [],
    },
  ],
  queues: [
    { queueId: 'social', name: '101 · Ayuda alimentaria', priority: 3, scriptId: 'ayuda-alimentaria' },
    { queueId: 'general', name: '100 · Información', priority: 5 },
  ],
}

const about = {
  publishedOn: '2026-06-03',
  reviewDue: '2027-06-03',
  owner: 'Inclusión Social',
  source: 'prueba',
}

export const scripts: Script[] = [
  Script.parse({
    ...about,
    scriptId: 'ayuda-alimentaria',
    title: 'Ayuda alimentaria',
    version: 12,
    queues: ['social'],
    start: 'inicio',
    steps: [
      {
        stepId: 'inicio',
        title: 'Inicio',
        say: ['Buenos días, le atiende el Municipio de Quito. ¿Desea pedir un kit de alimentos?'],
        choices: [
          { key: '1', label: 'Sí', next: 'ubicacion' },
          { key: '2', label: 'No, otra cosa', next: 'fin-info' },
        ],
      },
      {
        stepId: 'ubicacion',
        title: 'Ubicación',
        say: ['¿Cuál es la dirección de su casa?'],
        do: ['Anote calle, número y una referencia.'],
        fields: [
          { field: 'direccion', label: 'Dirección', kind: 'address', required: true, prefills: 'address' },
        ],
        next: 'hogar',
      },
      {
        stepId: 'hogar',
        title: 'Hogar',
        say: ['¿Cuántas personas viven en su casa?'],
        do: ['Anota menores y mayores.'],
        choices: [
          { key: '1', label: 'Una o dos', next: 'fin' },
          { key: '2', label: 'Tres o cuatro', next: 'fin' },
          { key: '3', label: 'Cinco o más', next: 'fin' },
          { key: '0', label: 'No sabe', next: 'fin' },
        ],
      },
      {
        stepId: 'fin',
        title: 'Despedida',
        say: ['Su pedido queda registrado. Le llamaremos en tres días. Gracias por llamar.'],
        end: { disposition: 'CAS', serviceCode: 'kit', summary: 'Pide kit de alimentos.' },
      },
      {
        stepId: 'fin-info',
        title: 'Información',
        say: ['Con gusto le informo.'],
        end: { disposition: 'INF', summary: 'Otra consulta.' },
      },
    ],
  }),
  Script.parse({
    ...about,
    scriptId: 'padron',
    title: 'Certificado del registro',
    version: 3,
    start: 'inicio',
    steps: [
      {
        stepId: 'inicio',
        title: 'Inicio',
        say: ['¿Para qué necesita el certificado?'],
        end: { disposition: 'INF', summary: 'Certificado.' },
      },
    ],
  }),
]

export const emergencyScripts: Script[] = [
  Script.parse({
    ...about,
    scriptId: 'emergencia',
    title: 'Emergencia',
    version: 2,
    start: 'lugar',
    steps: [
      {
        stepId: 'lugar',
        title: 'Lugar',
        say: ['¿Dónde está usted ahora? Dígame calle y número.'],
        do: ['Repite el lugar en voz alta.'],
        next: 'que',
      },
      { stepId: 'que', title: 'Qué pasa', say: ['¿Qué está pasando? ¿Hay alguien en peligro?'], next: 'fin' },
      {
        stepId: 'fin',
        title: 'Seguir en línea',
        say: ['No cuelgue. Estoy con usted.'],
        end: { disposition: 'EMG', summary: 'Emergencia.' },
      },
    ],
  }),
  Script.parse({
    ...about,
    scriptId: 'violencia',
    title: 'Violencia',
    version: 1,
    start: 'segura',
    steps: [
      {
        stepId: 'segura',
        title: 'Puede hablar',
        say: ['¿Puede hablar ahora? Responda solo sí o no.'],
        do: ['Tema de cobertura: una encuesta sobre el agua.'],
        end: { disposition: 'VIO', summary: 'Violencia.' },
      },
    ],
  }),
]

export function scriptOf(scriptId: string): Script {
  const found = [...scripts, ...emergencyScripts].find((script) => script.scriptId === scriptId)
  if (!found) throw new DeskError('not-found', `No script ${scriptId}.`)
  return found
}

export const procedure: Procedure = {
  procedureId: 'kit',
  title: 'Kit de alimentos',
  summary: 'Entrega de un kit de alimentos a hogares en necesidad.',
  synonyms: [],
  status: 'in-force',
  unitId: 'inclusion',
  lifeEvents: [],
  audience: { persons: [], priorityGroups: ['poverty'], note: 'Hogares sin ingresos fijos' },
  benefits: [],
  requirements: [
    {
      requirementId: 'r1',
      text: 'Cédula',
      kind: 'document',
      mandatory: true,
      original: 'copy',
      channels: [],
    },
  ],
  waysThrough: [],
  cost: [{ kind: 'free', channels: [], reductions: [] }],
  time: { typical: { count: 3, unit: 'days', counted: 'working' } },
  channels: [{ kind: 'phone', where: 'Línea 100', hours: '07:50–16:30', offices: [], languages: [] }],
  law: [],
  guidance: { opening: [], warnings: [] },
  statistics: [],
  version: 2,
  validFrom: '2026-06-01',
  reviewedOn: '2026-06-01',
  reviewDue: '2027-06-01',
  source: 'prueba',
}

export const article: Article = {
  articleId: 'kit-que-trae',
  title: 'Qué trae el kit',
  summary: 'Un kit es para cuatro personas.',
  topic: 'food-aid',
  body: '- Arroz\n- **Aceite**',
  synonyms: [],
  status: 'in-force',
  procedureIds: ['kit'],
  scriptIds: [],
  links: [],
  version: 1,
  validFrom: '2026-06-01',
  reviewedOn: '2026-06-01',
  reviewDue: '2027-06-01',
  source: 'prueba',
}

/** A record as somebody reads it who has never opened it. */
export function recordView(kind: RecordView['kind']): RecordView {
  const around = {
    unit: catalogue.units[0] ?? null,
    earlier: null,
    standing: 'current',
    mustEscalate: false,
    favourite: false,
    knownSince: null,
    escalated: false,
  } as const
  return kind === 'procedure'
    ? { kind: 'procedure', record: procedure, ...around }
    : { kind: 'article', record: article, ...around }
}

export function search(query: string): Found[] {
  const plain = (text: string) => ({ text, marks: [] })
  const found = (kind: Found['kind'], id: string, title: string, excerpt = ''): Found => ({
    kind,
    id,
    title: plain(title),
    step: null,
    excerpt: plain(excerpt),
  })
  const all = [
    found('procedure', 'kit', 'Kit de alimentos'),
    ...scripts.map(({ scriptId, title }) => found('script', scriptId, title)),
    found('unit', 'inclusion', 'Inclusión Social', 'Teléfono 3952300'),
  ]
  return all.filter(({ title }) => title.text.toLowerCase().includes(query.toLowerCase()))
}

export const shift: NonNullable<ContractRequests['shift.today']['output']> = {
  from: '00:00',
  to: '23:59',
  timeZone: info.timeZone,
  activities: [
    { kind: 'phone', from: '00:00', to: '12:40' },
    { kind: 'break', from: '12:40', to: '12:45' },
    { kind: 'email', from: '12:45', to: '16:00' },
    { kind: 'break', from: '16:00', to: '16:05' },
    { kind: 'phone', from: '16:05', to: '23:50' },
    { kind: 'break', from: '23:50', to: '23:55' },
  ],
}

export const shiftPrompts: ShiftPrompts = {
  prompts: [],
  resting: null,
  breaks: { owed: 1, taken: 1, debt: 0, nextAt: null },
  holds: [],
  functionNow: null,
  keptAway: [],
}

const visualBreak = {
  ruleId: 'F-PVD' as const,
  title: 'Pausa visual',
  why: 'Cada hora ante la pantalla da cinco minutos.',
  source: 'prueba',
  verified: false,
}

export const shiftLedger: ShiftLedger = {
  profile: { name: 'Prueba', version: 1, reviewedOn: '2026-11-21' },
  effectiveMinutes: 95,
  talkMinutes: 40,
  occupancy: 0.6,
  loadHours: 1.5,
  hardContacts: 0,
  rests: [{ reason: 101, startedAt: '2026-11-21T14:55:00Z', minutes: 5, hour: 1 }],
  breaks: shiftPrompts.breaks,
  rules: [{ ...visualBreak, enabled: true }],
  postponements: [],
  energy: [],
}

export const sent: ContractRequests['shift.whatIsSent']['output'] = [
  { message: 'presence.set', path: 'presence.kind', purpose: 'state' },
  { message: 'breaks.record', path: 'payload.breaks.owed', purpose: 'breaks' },
]

export const consultations: ContractRequests['shift.consultations']['output'] = [
  {
    consultationId: '01KB0000000000000000000001',
    agentId: 'ana',
    metric: 'adherence',
    byAgentId: 'eva',
    byName: 'Eva Lasso',
    at: '2026-11-20T15:00:00Z',
    reason: 'Reunión mensual',
  },
]

export const duePrompt: ShiftPrompt = {
  ...visualBreak,
  promptId: 'F-PVD:2',
  level: 'soft',
  effect: { kind: 'rest', reason: 101, minutes: 5 },
  opensAt: '2026-11-21T15:45:00Z',
  closesAt: '2026-11-21T16:15:00Z',
  open: true,
  accepted: false,
  trade: false,
  answers: ['now-after-contact', 'in-10-min', 'not-now'],
}

export const citizens: ContractRequests['demo.citizens']['output'] = [
  { key: 'maria', name: 'María Quishpe', number: '+593991234412', reason: 'Kit de alimentos' },
  { key: 'luis', name: 'Luis Toapanta', number: '+593987654321', reason: 'Luminaria apagada' },
  { key: 'html', name: '<b>Ana</b><img src=x onerror=alert(1)>', number: '+593900000001', reason: 'Prueba' },
]

const known = { citizenId: '00000000000000000000000C01', updatedAt: '2026-11-01T10:00:00Z' }

export const openCases: Listed[] = [
  {
    delivery: 'received',
    unitName: 'Inclusión Social',
    request: {
      serviceRequestId: '00000000000000000000000R01',
      referenceNumber: 'SR-2026-000412',
      serviceCode: 'kit',
      status: 'open',
      citizenId: known.citizenId,
      requesterName: 'María Quishpe',
      phone: '+593991234412',
      address: 'Calle Loja 12',
      description: 'Kit',
      attributes: {},
      requestedAt: '2026-11-10T15:20:00Z',
      updatedAt: '2026-11-10T15:20:00Z',
    },
  },
]

export function caseOf(id: string, draft: InteractionDraft, at: string): Listed {
  return {
    delivery: 'saved-here',
    unitName: 'Inclusión Social',
    request: {
      serviceRequestId: id,
      serviceCode: draft.serviceCode ?? '',
      status: 'open',
      requesterName: draft.callerName,
      phone: draft.callbackNumber,
      address: draft.address,
      description: draft.description,
      attributes: {},
      requestedAt: at,
      updatedAt: at,
    },
  }
}

/** What a ring of this citizen brings; only María is known to the city. */
export function contactOf(key: string, interactionId: string, at: string): Contact {
  const citizen = citizens.find((each) => each.key === key)
  if (!citizen) throw new DeskError('not-found', `No citizen ${key}.`)
  const isKnown = key === 'maria'
  const offer = {
    number: citizen.number,
    displayName: citizen.name,
    queue: isKnown ? 'social' : 'general',
    externalCallId: `demo-${interactionId}`,
    ivr: isKnown ? { motivo: 'pidió kit', zona: 'zona Sur' } : {},
    userToUser: '',
  }
  return {
    call: {
      callId: `call-${interactionId}`,
      direction: 'inbound',
      part: 'contact',
      offer,
      phase: { name: 'alerting', since: at },
      muted: false,
      held: { local: false, remote: false },
      transfer: null,
      members: [],
      texts: [],
    },
    caller: 'told',
    citizen: isKnown
      ? {
          ...known,
          name: 'María Quishpe',
          phones: [citizen.number],
          document: '1712345678',
          prefers: 'español, llamar tardes',
        }
      : null,
    history: isKnown
      ? [
          {
            interactionId: '00000000000000000000000H01',
            at: '2026-11-18T15:00:00Z',
            queue: 'general',
            disposition: 'INF',
          },
          {
            interactionId: '00000000000000000000000H02',
            at: '2026-11-02T15:00:00Z',
            queue: 'social',
            disposition: 'CAS',
          },
        ]
      : [],
    requests: isKnown ? openCases : [],
    suggestedScriptId: isKnown ? 'ayuda-alimentaria' : null,
    walk: null,
    phone: { masked: '09• ••• •412' },
    wrapUpEndsAt: null,
    interaction: {
      interactionId,
      channel: 'phone',
      direction: 'inbound',
      agentId: agent.agentId,
      number: offer.number,
      displayName: offer.displayName,
      queue: offer.queue,
      externalCallId: offer.externalCallId,
      ivr: offer.ivr,
      offeredAt: at,
      state: 'offered',
      draft: {
        notes: '',
        callerName: isKnown ? citizen.name : '',
        callbackNumber: citizen.number,
        address: '',
        description: '',
      },
      runs: [],
      serviceRequestIds: [],
    },
  }
}

export const callQualities: CallQuality[] = [
  {
    callQualityId: '01JDAAAAAAAAAAAAAAAAAAAAQ1',
    agentId: 'uio-01',
    interactionId: null,
    direction: 'inbound',
    part: 'contact',
    startedAt: '2026-11-23T14:00:00.000Z',
    endedAt: '2026-11-23T14:03:20.000Z',
    endCause: 'citizen-hung-up',
    codec: 'PCMU',
    candidate: 'host',
    measuredSeconds: 199,
    mos: { mean: 3.42, worst: 2.1 },
    lossPct: { mean: 4.8, worst: 22 },
    jitterMs: { mean: 34, worst: 80 },
    roundTripMs: { mean: 61, worst: 140 },
    concealedPct: { mean: 3.9, worst: 20 },
    heardDbov: -24.5,
    spokenDbov: -22.1,
    alarms: [
      { alarm: 'loss', seconds: 40 },
      { alarm: 'mos', seconds: 38 },
    ],
    faults: [{ fault: 'nothing-arrives', seconds: 6 }],
    repairs: 1,
    restarts: 1,
    setUp: { microphoneMs: 2, iceMs: 40, signallingMs: 60, dtlsMs: 55, firstAudioMs: 210 },
  },
]
