import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantOf } from '../../../../../shared/domain/shifts/clock-time.ts'
import { useCardRefusal } from '../../../ui/use-card-refusal.ts'

/** A decision that the other person must understand: it waits for its reason. */
export function WithReason(props: { label: string; button: string; onReason: (reason: string) => void }) {
  const card = useCardRefusal()
  const [reason, setReason] = useState('')
  const ready = reason.trim().length >= 3 && card(reason) === undefined
  return (
    <form
      className="knowledge-tools"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) props.onReason(reason.trim())
      }}
    >
      <TextInput
        label={props.label}
        value={reason}
        error={card(reason)}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!ready}>
        {props.button}
      </Button>
    </form>
  )
}

/** By the clock of the city, wherever the lead sits. */
export function PublishAt(props: { timeZone: string; onPublishAt: (publishAt: string) => void }) {
  const { t } = useTranslation()
  const [day, setDay] = useState('')
  const [time, setTime] = useState('')
  return (
    <form
      className="knowledge-tools"
      onSubmit={(event) => {
        event.preventDefault()
        props.onPublishAt(new Date(instantOf(day, time, props.timeZone)).toISOString())
      }}
    >
      <TextInput
        type="date"
        label={t('knowledge.next.day')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <TextInput
        type="time"
        label={t('knowledge.next.time')}
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={day === '' || time === ''}>
        {t('knowledge.next.schedule')}
      </Button>
    </form>
  )
}

export function GiveToTeam(props: { teams: readonly string[]; onGive: (team: string) => void }) {
  const { t } = useTranslation()
  const [team, setTeam] = useState(props.teams[0] ?? '')
  if (props.teams.length === 0) return <p className="quiet">{t('knowledge.next.noTeams')}</p>
  return (
    <form
      className="knowledge-tools"
      onSubmit={(event) => {
        event.preventDefault()
        props.onGive(team)
      }}
    >
      <NativeSelect
        label={t('knowledge.next.team')}
        value={team}
        data={[...props.teams]}
        onChange={(event) => setTeam(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('knowledge.next.give')}
      </Button>
    </form>
  )
}
