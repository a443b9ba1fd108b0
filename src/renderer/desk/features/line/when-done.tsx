import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswerPart } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { choosable, presenceKey, presenceWord } from '../../ui/agent-state.tsx'

/** *Al terminar…*: what to become after this contact; chosen now, changed as often as one likes. */
export function WhenDone() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const chosen = useAnswerPart('agent.get', {}, ({ next, presence }) => presenceKey(next ?? presence))
  if (chosen === undefined) return null
  return (
    <NativeSelect
      className="when-done"
      label={t('whenDone.label')}
      value={chosen}
      onChange={(event) => {
        const presence = choosable.find((each) => presenceKey(each) === event.currentTarget.value)
        if (presence) actions.chooseState(presence)
      }}
      data={choosable.map((presence) => ({ value: presenceKey(presence), label: presenceWord(t, presence) }))}
    />
  )
}
