import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { show } from '../../app/screen.ts'
import { IconListDetails, IconPlayerPlay, IconSearch } from '../../ui/icons.ts'
import { ScriptLines } from '../../ui/script-lines.tsx'
import { useScriptFocus } from './use-script-focus.ts'

/** Before a script runs: the suggested one ready to read while it rings, or the list to choose from. */
export function ScriptChooser({ contact }: { contact: Contact | null }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  useScriptFocus()
  const list = useAnswer('scripts.list', {}).data ?? []
  const suggested = contact?.suggestedScriptId ?? undefined
  const script = useAnswer(
    'scripts.get',
    { scriptId: suggested ?? '' },
    { enabled: suggested !== undefined, lasting: true },
  ).data
  const answered = contact?.interaction.answeredAt !== undefined
  const first = script?.steps.find(({ stepId }) => stepId === script.start)

  if (script && first && contact) {
    return (
      <article className="running" data-testid="suggested-script">
        <header className="running-head">
          <h2>{script.title}</h2>
          <span className="quiet">{t('script.suggested')}</span>
        </header>
        <ScriptLines step={first} />
        {answered && (
          <Button
            leftSection={<IconPlayerPlay size={18} aria-hidden="true" />}
            onClick={() => actions.startScript(script.scriptId)}
          >
            {t('script.start')}
          </Button>
        )}
        <OtherScripts />
      </article>
    )
  }
  return (
    <div className="chooser">
      <h2>{t('script.chooserTitle')}</h2>
      <p className="quiet">{answered ? t('script.chooseNow') : t('script.chooseLater')}</p>
      <ul className="chooser-list">
        {list.map((each) => (
          <li key={each.scriptId}>
            <button
              type="button"
              onClick={() =>
                answered
                  ? actions.startScript(each.scriptId)
                  : show({ overlay: 'search', searchFor: each.title })
              }
            >
              <IconListDetails size={18} aria-hidden="true" />
              {each.title}
              <span className="quiet">{t('script.versionShort', { version: each.version })}</span>
            </button>
          </li>
        ))}
      </ul>
      <OtherScripts />
    </div>
  )
}

function OtherScripts() {
  const { t } = useTranslation()
  return (
    <Button
      variant="subtle"
      className="other-scripts"
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      onClick={() => show({ overlay: 'search', searchFor: '' })}
    >
      {t('script.searchOthers')}
    </Button>
  )
}
