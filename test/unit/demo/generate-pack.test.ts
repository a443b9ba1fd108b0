import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generatePack, mostProcedures } from '../../../src/demo/packs/generate-pack.ts'
import { Unit } from '../../../src/shared/domain/catalogue.ts'
import { Procedure } from '../../../src/shared/domain/procedure.ts'
import { Script } from '../../../src/shared/domain/script.ts'

describe('a generated pack', () => {
  test('holds exactly what was asked for, and every record passes the rules of its kind', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(), (procedures, scriptSteps, seed) => {
        const pack = generatePack({ procedures, scriptSteps, seed })
        const units = new Set(pack.units.map(({ unitId }) => unitId))
        expect(pack.procedures).toHaveLength(procedures)
        expect(pack.scripts.flatMap(({ steps }) => steps)).toHaveLength(scriptSteps)
        for (const unit of pack.units) expect(Unit.parse(unit)).toEqual(unit)
        for (const script of pack.scripts) expect(Script.parse(script)).toEqual(script)
        for (const procedure of pack.procedures) {
          expect(Procedure.parse(procedure)).toEqual(procedure)
          expect(units).toContain(procedure.unitId)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('is the same for the same seed and another for another', () => {
    const size = { procedures: 50, scriptSteps: 50 }
    expect(generatePack({ ...size, seed: 7 })).toEqual(generatePack({ ...size, seed: 7 }))
    expect(generatePack({ ...size, seed: 7 })).not.toEqual(generatePack({ ...size, seed: 8 }))
  })

  test('repeats no title among ten thousand, and says how many it can make', () => {
    const { procedures } = generatePack({ procedures: 10_000, scriptSteps: 0, seed: 1 })
    expect(new Set(procedures.map(({ title }) => title)).size).toBe(10_000)
    expect(() => generatePack({ procedures: mostProcedures + 1, scriptSteps: 0, seed: 1 })).toThrow(
      RangeError,
    )
  })
})
