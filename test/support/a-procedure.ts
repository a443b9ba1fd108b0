import { Procedure } from '../../src/shared/domain/procedure.ts'

/** The least that a procedure is, with any change to it. In force all of 2026. */
export function aProcedure(changed: object = {}): Procedure {
  return Procedure.parse({
    procedureId: 'irm',
    title: 'IRM',
    summary: 'Qué se puede construir.',
    status: 'in-force',
    unitId: 'zonales',
    cost: [{ kind: 'free' }],
    version: 1,
    validFrom: '2026-01-01',
    reviewedOn: '2026-01-01',
    reviewDue: '2027-01-01',
    source: 'prueba',
    ...changed,
  })
}
