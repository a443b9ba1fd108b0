import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { leadsTeam } from '../../app/leads-team.ts'
import { show } from '../../app/screen.ts'
import { Agenda } from './agenda.tsx'
import { PublishedHours } from './published-hours.tsx'
import './office.css'

/** A unit's own side of its appointments: who comes on a day, and the hours that it publishes. */
export function OfficeScreen() {
  const { t } = useTranslation()
  const agent = useAnswer('session.get', {}).data?.agent
  const units = useAnswer('catalogue.get', {}).data?.units ?? []
  const [chosen, choose] = useState<string | null>(null)
  const own = units.filter(({ unitId }) => leadsTeam(agent) || agent?.units?.includes(unitId) === true)
  const unit = own.find(({ unitId }) => unitId === chosen) ?? own[0]
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('menu.office')}</h1>
        <Button variant="default" onClick={() => show({ view: 'desk' })}>
          {t('page.back')}
        </Button>
      </header>
      <div className="office-unit">
        <NativeSelect
          label={t('hour.unit')}
          value={unit?.unitId ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={own.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        />
      </div>
      {unit && (
        <div key={unit.unitId} className="office">
          <Agenda unitId={unit.unitId} />
          <PublishedHours unitId={unit.unitId} />
        </div>
      )}
    </main>
  )
}
