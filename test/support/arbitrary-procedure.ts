import fc from 'fast-check'
import { Procedure } from '../../src/shared/domain/procedure.ts'

const text = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/)
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const url = fc.constantFrom('https://pam.quito.gob.ec/', 'https://www.cordoba.es/x?y=1#z', 'http://a.example')
const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100)
const currency = fc.constantFrom('USD', 'EUR')
const channelKind = fc.constantFrom('online', 'in-person', 'phone', 'email', 'post')
const texts = fc.array(text, { maxLength: 3 })
const span = fc.record({
  count: fc.integer({ min: 1, max: 10_000 }),
  unit: fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months', 'years'),
  counted: fc.constantFrom('calendar', 'working'),
})

const some = <T extends Record<string, fc.Arbitrary<unknown>>>(
  must: T,
  may: Record<string, fc.Arbitrary<unknown>>,
) => fc.record({ ...must, ...may }, { requiredKeys: Object.keys(must) })

const terms = {
  condition: text,
  channels: fc.array(channelKind, { maxLength: 2 }),
  law: text,
  payBy: text,
  reductions: texts,
}
const cost = fc.oneof(
  some({ kind: fc.constantFrom('free', 'unconfirmed') }, terms),
  some({ kind: fc.constant('amount'), amount, currency }, terms),
  some({ kind: fc.constant('formula'), formula: text }, terms),
)
const window = fc.oneof(
  fc.record({ kind: fc.constant('always') }),
  some({ kind: fc.constant('dates') }, { to: day }),
  fc.record({ kind: fc.constant('notice'), atLeast: span, before: text }),
)
const requirements = fc.uniqueArray(
  some(
    {
      requirementId: code,
      text,
      kind: fc.constantFrom('data', 'document', 'declaration', 'prior-act', 'payment'),
      mandatory: fc.boolean(),
    },
    {
      condition: text,
      original: fc.constantFrom('original', 'copy', 'either'),
      heldBy: text,
      channels: fc.array(channelKind, { maxLength: 2 }),
      form: some({}, { number: text, url }),
      law: text,
    },
  ),
  { maxLength: 3, selector: ({ requirementId }) => requirementId },
)

/** Any procedure the schema allows, every field of it now there and now not. */
export const anyProcedure: fc.Arbitrary<Procedure> = fc
  .tuple(day, day, day, day)
  .map((days) => days.toSorted())
  .chain(([validFrom, reviewedOn, reviewDue, validTo]) =>
    some(
      {
        procedureId: code,
        title: text,
        summary: text,
        status: fc.constantFrom('draft', 'in-force', 'suspended', 'repealed'),
        unitId: code,
        version: fc.integer({ min: 1, max: 10_000 }),
        validFrom: fc.constant(validFrom),
        reviewedOn: fc.constant(reviewedOn),
        reviewDue: fc.constant(reviewDue),
        source: text,
      },
      {
        code: text,
        siaCode: text,
        gobecId: text,
        synonyms: texts,
        lifeEvents: texts,
        authority: text,
        secondLevelQueue: code,
        backOfficeEmail: fc.constant('casos@ciudad.example'),
        audience: some(
          {},
          {
            persons: fc.array(
              fc.constantFrom('natural-national', 'natural-foreign', 'legal-private', 'legal-public'),
              {
                maxLength: 2,
              },
            ),
            residence: fc.constantFrom('registered', 'living-here', 'owner-here'),
            ageFrom: fc.integer({ min: 0, max: 60 }),
            ageTo: fc.integer({ min: 60, max: 120 }),
            priorityGroups: fc.array(fc.constantFrom('older', 'disability', 'poverty'), { maxLength: 2 }),
            note: text,
          },
        ),
        result: some({ text }, { validity: span, deliveredBy: text }),
        benefits: fc.array(
          some(
            { amount, currency },
            { upTo: fc.constant(true), every: fc.constantFrom('once', 'month', 'year'), condition: text },
          ),
          { maxLength: 2 },
        ),
        requirements,
        waysThrough: fc.array(
          some(
            {
              channel: channelKind,
              steps: fc.array(text, { minLength: 1, maxLength: 3 }),
              assistedByPhone: fc.boolean(),
            },
            { agentMay: texts },
          ),
          { maxLength: 2 },
        ),
        channels: fc.array(
          some(
            { kind: channelKind, where: text },
            {
              url,
              offices: fc.array(code, { maxLength: 2 }),
              hours: text,
              appointment: some({ needed: fc.boolean() }, { calendarId: code }),
              languages: fc.array(fc.constantFrom('es', 'qu', 'en-GB'), { maxLength: 2 }),
              accessibility: text,
            },
          ),
          { maxLength: 2 },
        ),
        cost: fc.array(cost, { maxLength: 3 }),
        time: some(
          {},
          {
            window,
            maximum: span,
            typical: span,
            startsAt: text,
            silence: fc.constantFrom('granted', 'refused'),
            law: text,
            note: text,
          },
        ),
        law: fc.array(some({ title: text }, { article: text, date: day, url }), { maxLength: 2 }),
        guidance: some(
          {},
          { scriptId: code, opening: texts, warnings: texts, escalation: text, closing: text, message: text },
        ),
        statistics: fc.array(
          fc.record({
            month: fc.constantFrom('2026-01', '2026-12'),
            attentions: fc.nat(),
            complaints: fc.nat(),
          }),
          { maxLength: 2 },
        ),
        validTo: fc.constant(validTo),
        author: text,
        approver: text,
        sourceUrl: url,
        sourceDate: day,
        changeNote: text,
      },
    ),
  )
  .map((record) => Procedure.parse(record))
