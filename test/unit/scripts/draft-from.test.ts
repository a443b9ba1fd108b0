import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPack } from '../../../src/backend/pack/read-pack.ts'
import { ScriptDraft } from '../../../src/shared/domain/script.ts'
import { checkScript } from '../../../src/shared/domain/scripts/check-script.ts'
import { draftFrom } from '../../../src/shared/domain/scripts/draft-from.ts'
import { today } from './a-script.ts'

describe.each(['quito', 'cordoba'])('a script drafted from a procedure of %s', async (city) => {
  const { pack } = await readPack(join(import.meta.dirname, '../../../assets/packs', city))
  const unitIds = new Set(pack.units.map(({ unitId }) => unitId))

  test.each(pack.procedures.map((each) => [each.procedureId, each] as const))(
    '%s is whole: only its words may still be too long, or its date too old',
    (_id, procedure) => {
      const draft = draftFrom(procedure, { unitName: 'Unidad', today })
      expect(ScriptDraft.parse(draft)).toEqual(draft)
      const rules = checkScript(draft, { today, unitIds }).map(({ rule }) => rule)
      expect(rules.filter((rule) => rule !== 'long-sentence' && rule !== 'expired-source')).toEqual([])
      expect(draft.steps.flatMap(({ say }) => say).length).toBeGreaterThan(4)
    },
  )
})
