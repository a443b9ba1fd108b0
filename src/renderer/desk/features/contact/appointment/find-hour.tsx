import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../../shared/contract.ts'
import type { Slot } from '../../../../../shared/domain/appointments/slot-rule.ts'
import type { InteractionDraft } from '../../../../../shared/domain/interaction.ts'
import { DeskError } from '../../../../../shared/errors.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { accessFeatures } from '../../../ui/access-features.ts'
import { useSought } from '../use-sought.ts'
import { ChosenHour } from './chosen-hour.tsx'
import { HourList } from './hour-list.tsx'
import { useHourSearch } from './hour-search.ts'

/** Searches hours by unit, procedure, day and what the citizen needs of the office, and holds the one he likes. */
export function FindHour(props: {
  contact: Contact
  draft: InteractionDraft
  /** The appointment that is to be moved; null for a new one. */
  appointmentId: string | null
  onDone: () => void
}) {
  const { t } = useTranslation()
  const link = useLink()
  const { draft, appointmentId } = props
  const offices = useAnswer('appointments.offices', {}).data
  const units = useAnswer('catalogue.get', {}).data?.units ?? []
  const [search, set] = useHourSearch(props.contact.interaction.interactionId)
  const { unitId, procedureId, day, needs, chosen } = search
  const [failed, setFailed] = useState<string | null>(null)
  const place = useSought<HTMLSelectElement>('appointment')

  const publishing = new Set(offices?.rules.map((rule) => rule.unitId))
  const wished = draft.appointmentWish?.unitId ?? ''
  const unit = unitId ?? (publishing.has(wished) ? wished : '')
  const procedures = (offices?.procedures ?? []).filter((one) =>
    unit === '' ? publishing.has(one.unitId) : one.unitId === unit,
  )
  const found = useAnswer(
    'appointments.slots',
    {
      ...(unit === '' ? {} : { unitId: unit }),
      ...(procedureId === '' ? {} : { procedureId }),
      day,
      needs: [...needs],
    },
    { fresh: true, brief: true, keep: true, enabled: chosen === null },
  )

  async function hold(slot: Slot): Promise<void> {
    setFailed(null)
    if (found.data?.live === false) return set({ chosen: { appointmentId, slot, held: null } })
    try {
      const taken = await link.request('appointments.hold', { appointmentId, slotId: slot.slotId })
      set({ chosen: { appointmentId: taken.appointmentId, slot, held: taken.held } })
    } catch (thrown) {
      const code = thrown instanceof DeskError ? thrown.code : 'internal'
      if (code === 'unavailable') return set({ chosen: { appointmentId, slot, held: null } })
      setFailed(code === 'conflict' || code === 'not-found' ? t('hour.taken') : t('hour.failed'))
      void found.refetch()
    }
  }

  if (offices === undefined) return null
  if (offices.rules.length === 0) return <p className="quiet">{t('hour.nobodyPublishes')}</p>
  if (chosen)
    return (
      <ChosenHour
        contact={props.contact}
        draft={draft}
        chosen={chosen}
        moves={appointmentId !== null}
        {...(procedureId === '' ? {} : { procedureId })}
        remindBy={offices.remindBy}
        onHeld={(held) => set({ chosen: { ...chosen, held } })}
        remind={search.remind}
        onRemind={(remind) => set({ remind })}
        onLeave={() => set({ chosen: null })}
        onDone={props.onDone}
      />
    )
  return (
    <div className="find-hour">
      <NativeSelect
        ref={place}
        label={t('hour.unit')}
        value={unit}
        onChange={(event) => set({ unitId: event.currentTarget.value, procedureId: '' })}
        data={[
          { value: '', label: t('hour.anyUnit') },
          ...units
            .filter((each) => publishing.has(each.unitId))
            .map((each) => ({ value: each.unitId, label: each.name })),
        ]}
      />
      <NativeSelect
        label={t('hour.procedure')}
        value={procedureId}
        onChange={(event) => set({ procedureId: event.currentTarget.value })}
        data={[
          { value: '', label: t('hour.anyProcedure') },
          ...procedures.map((each) => ({ value: each.procedureId, label: each.title })),
        ]}
      />
      <TextInput
        type="date"
        label={t('hour.day')}
        description={t('hour.dayHint')}
        value={day}
        onChange={(event) => set({ day: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('hour.needs')}
        value={[...needs]}
        onChange={(values) => set({ needs: accessFeatures.filter((feature) => values.includes(feature)) })}
      >
        <div className="hour-needs">
          {accessFeatures.map((feature) => (
            <Checkbox key={feature} value={feature} label={t(`hour.feature.${feature}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {failed !== null && <p role="alert">{failed}</p>}
      {found.data && (
        <HourList
          live={found.data.live}
          slots={found.data.slots.map(({ slot }) => slot)}
          onChoose={(slot) => void hold(slot)}
        />
      )}
      {found.isError && (
        <p role="alert">
          {t('hour.failed')}{' '}
          <Button size="compact-md" variant="default" onClick={() => void found.refetch()}>
            {t('hour.again')}
          </Button>
        </p>
      )}
    </div>
  )
}
