import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScriptDraft } from '../../../../../shared/domain/script.ts'
import { toDeskError, type DeskErrorCode } from '../../../../../shared/errors.ts'
import { useAnswer } from '../../../app/answers.ts'
import { useLink } from '../../../app/link-context.ts'
import { IconListDetails } from '../../../ui/icons.ts'
import { ScriptEditor } from './script-editor.tsx'

/** *Guiones*: what is in use, what is being written on this desk, and a first draft from a procedure. */
export function ScriptsSection() {
  const { t } = useTranslation()
  const link = useLink()
  const list = useAnswer('scripts.list', {}).data ?? []
  const copies = useAnswer('scripts.copies', {})
  const [open, setOpen] = useState<ScriptDraft>()
  const [failed, setFailed] = useState<DeskErrorCode>()
  const [query, setQuery] = useState('')
  const found = useAnswer('search.find', { query }, { enabled: query.trim() !== '' }).data ?? []

  const load = (asked: Promise<ScriptDraft>) => {
    setFailed(undefined)
    asked.then(setOpen, (thrown: unknown) => setFailed(toDeskError(thrown).code))
  }
  if (open)
    return (
      <ScriptEditor
        script={open}
        onSave={async (script) => {
          await link.request('scripts.keepCopy', { script })
          await copies.refetch()
        }}
        onClose={() => setOpen(undefined)}
      />
    )
  return (
    <div className="scripts-section">
      {failed && <p role="alert">{t(`failure.${failed}`)}</p>}
      {(copies.data ?? []).length > 0 && (
        <section aria-label={t('scriptEditor.copies')}>
          <h2>{t('scriptEditor.copies')}</h2>
          <p className="quiet">{t('scriptEditor.copiesHere')}</p>
          <ul className="chooser-list">
            {copies.data?.map((copy) => (
              <li key={copy.scriptId}>
                <button type="button" onClick={() => setOpen(copy)}>
                  <IconListDetails size={18} aria-hidden="true" />
                  {t('scriptEditor.continueCopy', { title: copy.title })}
                </button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() =>
                    void link
                      .request('scripts.dropCopy', { scriptId: copy.scriptId })
                      .then(() => copies.refetch())
                  }
                >
                  {t('scriptEditor.dropCopy', { title: copy.title })}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('scriptEditor.inUse')}>
        <h2>{t('scriptEditor.inUse')}</h2>
        <ul className="chooser-list">
          {list.map((each) => (
            <li key={each.scriptId}>
              <button
                type="button"
                onClick={() =>
                  load(
                    link
                      .request('scripts.get', { scriptId: each.scriptId })
                      .then((script) => ({ ...script, version: script.version + 1 })),
                  )
                }
              >
                <IconListDetails size={18} aria-hidden="true" />
                {each.title}
                <span className="quiet">{t('script.versionShort', { version: each.version })}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('scriptEditor.fromProcedure')}>
        <h2>{t('scriptEditor.fromProcedure')}</h2>
        <TextInput
          label={t('scriptEditor.findProcedure')}
          value={query}
          maxLength={200}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <ul className="chooser-list">
          {found
            .filter(({ kind }) => kind === 'procedure')
            .map(({ id, title }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => load(link.request('scripts.draftFrom', { procedureId: id }))}
                >
                  <IconListDetails size={18} aria-hidden="true" />
                  {t('scriptEditor.draftFrom', { title: title.text })}
                </button>
              </li>
            ))}
        </ul>
      </section>
    </div>
  )
}
