import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScriptAction } from '../../../../shared/domain/script-action.ts'
import { useAnswer } from '../../app/answers.ts'
import { IconArrowRight, IconCheck, IconUrgent } from '../../ui/icons.ts'
import type { Walk } from './walk.ts'

/** What the step offers to do with one press. Done ones say so; the record of them stays with the contact. */
export function StepActions({ walk }: { walk: Walk }) {
  const { t } = useTranslation()
  const words = useActionWords()
  const { step, taken } = walk.view
  if (!step.actions || step.actions.length === 0) return null
  return (
    <ul className="step-actions" aria-label={t('script.actions')}>
      {step.actions.map((action) => {
        const written = JSON.stringify(action)
        const done = taken.some(
          (each) => each.stepId === step.stepId && JSON.stringify(each.action) === written,
        )
        const { name, detail } = words(action)
        const Icon = action.kind === 'emergency' ? IconUrgent : IconArrowRight
        return (
          <li key={written}>
            <Button
              variant={action.kind === 'emergency' ? 'filled' : 'default'}
              leftSection={
                done ? <IconCheck size={18} aria-hidden="true" /> : <Icon size={18} aria-hidden="true" />
              }
              disabled={walk.over}
              onClick={() => {
                walk.act({ kind: 'take', action })
                walk.open(action)
              }}
            >
              {name}
            </Button>
            <span className="quiet">{done ? t('script.taken') : detail}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Each action in words, with the unit's own name and number: what is not built opens nothing, but says whom. */
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
        return { name: t('script.action.transfer', { unit: name }), detail: unit?.phone ?? '' }
      case 'summary':
        return { name: t(`script.action.summary-${action.by}`), detail: action.text }
      case 'emergency':
        return { name: t('script.action.emergency'), detail: '' }
    }
  }
}
