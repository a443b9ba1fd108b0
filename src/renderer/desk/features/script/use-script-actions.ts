import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { lineOfUnit } from '../../../../shared/domain/line-of-unit.ts'
import type { ScriptAction } from '../../../../shared/domain/script-action.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { show } from '../../app/screen.ts'
import type { Walk } from './walk.ts'

/**
 * What the press of an action does beside noting it, in a contact that is really there: the second line rings the
 * unit, the card opens, the form goes to what is still missing.
 */
export function useScriptActions(contact: Contact): Pick<Walk, 'open' | 'hinders'> {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const units = useAnswer('catalogue.get', {}).data?.units
  const { call } = contact
  const live = call?.phase.name === 'connected' ? call : undefined

  function transfer({ unitId, blind }: Extract<ScriptAction, { kind: 'transfer' }>): void {
    const line = lineOfUnit(units ?? [], unitId)
    // Nobody can be dialled for it: the agent looks for whom to ask, beginning with its name.
    if (!live || line === undefined)
      return show({
        column: 'line',
        reachFor: units?.find((each) => each.unitId === unitId)?.name ?? unitId,
      })
    const { to, unit, own } = line
    // At the general line the agent says first for whom it is: nobody is passed on there unannounced.
    if (blind && own) actions.send('calls.transfer', { callId: live.callId, to, name: unit.name })
    else actions.send('calls.dial', { to, name: unit.name })
    show({ column: 'line' })
  }

  return {
    hinders({ kind }) {
      if (kind === 'transfer' && !live) return t('script.onlyInCall')
      return kind === 'appointment' && contact.interaction.draft.filedCase !== undefined
        ? t('level.already')
        : undefined
    },
    open(action) {
      switch (action.kind) {
        case 'emergency':
          return show({ emergency: true, column: 'script' })
        case 'transfer':
          return transfer(action)
        case 'escalate':
          return show({ column: 'citizen', seeks: 'escalation' })
        case 'appointment':
          return show({ column: 'citizen', seeks: 'appointment' })
        case 'summary':
          if (live) actions.send('calls.text', { callId: live.callId, text: action.text })
          return undefined
        case 'request':
          return undefined
      }
    },
  }
}
