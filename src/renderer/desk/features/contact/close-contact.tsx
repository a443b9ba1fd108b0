import { Button, NativeSelect } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/contract.ts'
import type { InteractionDraft } from '../../../../shared/domain/interaction.ts'
import { useDesk } from '../../app/desk-context.ts'
import type { Typed } from '../../app/draft-mirror.ts'
import { show, useScreen, type LackingField } from '../../app/screen.ts'
import { dispositions } from '../../ui/dispositions.ts'
import { IconCheck } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'

/** So that a missing field can be given the focus. */
export const lackId = (field: LackingField): string => `contact-${field}`

/** The one field that must be filled, and the end of the contact. */
export function CloseContact(props: {
  contact: Contact
  draft: InteractionDraft
  onType: (change: Typed) => void
}) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const lacking = useScreen((screen) => screen.lacking)
  const talking = props.contact.interaction.state !== 'wrap-up'

  useEffect(() => {
    if (lacking) document.getElementById(lackId(lacking))?.focus()
  }, [lacking])
  useEffect(() => () => show({ lacking: null }), [])

  return (
    <div className="close-contact">
      <NativeSelect
        id={lackId('disposition')}
        label={t('close.disposition')}
        required
        value={props.draft.disposition ?? ''}
        error={lacking === 'disposition' ? t('close.dispositionMissing') : undefined}
        onChange={(event) => {
          const chosen = dispositions.find((each) => each === event.currentTarget.value)
          props.onType({ disposition: chosen ?? null })
          show({ lacking: null })
        }}
        data={[
          { value: '', label: t('close.choose') },
          ...dispositions.map((each) => ({ value: each, label: t(`disposition.${each}`) })),
        ]}
      />
      <Button
        fullWidth
        disabled={talking}
        leftSection={<IconCheck size={18} aria-hidden="true" />}
        rightSection={talking ? null : <Keys>Ctrl+Enter</Keys>}
        aria-keyshortcuts="Control+Enter"
        onClick={() => void actions.closeContact()}
      >
        {t('close.button')}
      </Button>
      {talking && <p className="quiet close-hint">{t('close.afterCall')}</p>}
    </div>
  )
}
