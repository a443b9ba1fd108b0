import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { lineOfUnit, type LineOfUnit } from '../../../../shared/domain/line-of-unit.ts'
import type { ScriptAction } from '../../../../shared/domain/script-action.ts'
import { useAnswer } from '../../app/answers.ts'
import { IconArrowRight, IconCheck, IconUrgent } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import type { Walk } from './walk.ts'

/** What the step offers to do with one press. Done ones say so; the record of them stays with the contact. */
export function StepActions({ walk }: { walk: Walk }) {
  const { t } = useTranslation()
  const words = useActionWords()
  const { step, taken } = walk.view
  if (!step.actions || step.actions.length === 0) return null
  return (
    <ul className="step-actions" aria-label={t('script.actions')}>
      {step.actions.map((action, index) => {
        const written = JSON.stringify(action)
        const done = taken.some(
          (each) => each.stepId === step.stepId && JSON.stringify(each.action) === written,
        )
        const { name, detail } = words(action)
        const hindered = walk.hinders(action)
        const keys = `Shift+${index + 1}`
        const Icon = action.kind === 'emergency' ? IconUrgent : IconArrowRight
        return (
          <li key={written}>
            <Button
              variant={action.kind === 'emergency' ? 'filled' : 'default'}
              leftSection={
                done ? <IconCheck size={18} aria-hidden="true" /> : <Icon size={18} aria-hidden="true" />
              }
              rightSection={<Keys>{keys}</Keys>}
              aria-keyshortcuts={keys}
              disabled={walk.over || hindered !== undefined}
              onClick={() => takeAction(walk, action)}
            >
              {name}
            </Button>
            <span className="quiet">
              {hindered ??
                (done
                  ? [t(`script.done.${action.kind}`), ...(action.kind === 'transfer' ? [detail] : [])].join(
                      ' · ',
                    )
                  : detail)}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** One press: it is kept with the contact, and what it stands for happens. Twice is asking again, not noting twice. */
export function takeAction(walk: Walk, action: ScriptAction): void {
  if (walk.over || walk.hinders(action) !== undefined) return
  walk.act({ kind: 'take', action })
  walk.open(action)
}

/** Each action in words, with the unit's own name and number. */
function useActionWords(): (action: ScriptAction) => { name: string; detail: string } {
  const { t } = useTranslation()
  const catalogue = useAnswer('catalogue.get', {}).data
  return (action) => {
    const unitId = 'unitId' in action ? action.unitId : undefined
    const unit = catalogue?.units.find((each) => each.unitId === unitId)
    const name = unit?.name ?? unitId ?? ''
    switch (action.kind) {
      case 'request': {
        const service = catalogue?.services.find((each) => each.serviceCode === action.serviceCode)
        return {
          name: t('script.action.request', { service: service?.name ?? action.serviceCode }),
          detail: t('script.action.requestDetail'),
        }
      }
      case 'escalate':
        return {
          name: t('script.action.escalate'),
          detail: [action.reason, name].filter(Boolean).join(' · '),
        }
      case 'appointment':
        return { name: t('script.action.appointment', { unit: name }), detail: unit?.hours ?? '' }
      case 'transfer':
        return {
          name: t('script.action.transfer', { unit: name }),
          detail: lineWords(lineOfUnit(catalogue?.units ?? [], unitId ?? ''), t),
        }
      case 'summary':
        return {
          name: t(`script.action.summary-${action.by}`),
          detail: t('script.action.summaryHow', { text: action.text, interpolation: { escapeValue: false } }),
        }
      case 'emergency':
        return { name: t('script.action.emergency'), detail: '' }
    }
  }
}

/** Where the press rings; a city that gave no number of the unit is told so, and what happens instead. */
function lineWords(line: LineOfUnit | undefined, t: TFunction): string {
  if (!line) return t('script.action.noPhone')
  return line.own ? line.to : t('script.action.generalLine', { name: line.unit.name, phone: line.to })
}
