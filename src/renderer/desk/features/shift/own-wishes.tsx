import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { Section } from '../../ui/section.tsx'
import { EnergyButtons } from './energy-buttons.tsx'

type Wishes = ContractRequests['shift.preferences']['output']
type Work = Wishes['avoid'][number]

const offered: readonly Work[] = [
  'priority-phone',
  'callbacks',
  'email',
  'social',
  'appointments',
  'back-office',
  'training',
]
const reminders = ['F-EYE', 'F-CHECK'] as const

/** R-PREF and F-CHECK: what the agent wishes for and how he is; nobody asks why, and it stays on this desk. */
export function OwnWishes() {
  const { t } = useTranslation()
  const link = useLink()
  const kept = useAnswer('shift.preferences', {}).data
  const rules = useAnswer('shift.ledger', {}).data?.rules ?? []
  const isOn = (id: string) => rules.some((rule) => rule.ruleId === id && rule.enabled)
  const [changed, setChanged] = useState<Wishes>()
  const [said, setSaid] = useState<'noted' | 'failed'>()
  const wishes = changed ?? kept
  if (!wishes) return null
  const tell = (told: Promise<unknown>) =>
    void told.then(
      () => setSaid('noted'),
      () => setSaid('failed'),
    )
  const put = (next: Wishes) => {
    setChanged(next)
    tell(link.request('shift.prefer', next))
  }
  return (
    <Section heading="h2" title={t('wishes.title')} testId="shift-wishes">
      <p className="quiet">{t('wishes.lead')}</p>
      <div className="wishes">
        {(['avoid', 'prefer'] as const).map((wish) => (
          <Checkbox.Group
            key={wish}
            label={t(`wishes.${wish}`)}
            value={wishes[wish]}
            onChange={(chosen) => put({ ...wishes, [wish]: offered.filter((work) => chosen.includes(work)) })}
          >
            <div className="own-reports">
              {offered.map((work) => (
                <Checkbox key={work} value={work} label={t(`activity.${work}`)} />
              ))}
            </div>
          </Checkbox.Group>
        ))}
        <Checkbox.Group
          label={t('wishes.remind')}
          value={reminders.filter((id) => wishes.reminders[id] ?? isOn(id))}
          onChange={(wanted) =>
            put({
              ...wishes,
              reminders: Object.fromEntries(reminders.map((id) => [id, wanted.includes(id)])),
            })
          }
        >
          <div className="own-reports">
            {reminders.map((id) => (
              <Checkbox key={id} value={id} label={t(`wishes.reminder.${id}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <div>
          <h3>{t('wishes.energy')}</h3>
          <div className="own-reports">
            <EnergyButtons onTap={(energy) => tell(link.request('shift.checkIn', { energy }))} />
          </div>
        </div>
      </div>
      <output>{said === undefined ? '' : said === 'failed' ? t('prompt.failed') : t('shift.noted')}</output>
    </Section>
  )
}
