import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useDesk } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { IconCheck, IconPencil } from '../../ui/icons.ts'

/** Says that what was typed is safe on this machine, or that the page still holds it. */
export function DraftSaved({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation()
  const { mirror } = useDesk()
  const link = useLink()
  const unsaved = useStore(mirror.state, (state) => state.typed[interactionId] !== undefined)
  const lost = useStore(link.status, (status) => status.attempt > 0)
  const held = unsaved && lost
  return (
    <p className="draft-saved" data-testid="draft-saved" data-saved={!unsaved}>
      {held ? (
        <IconPencil size={16} aria-hidden="true" />
      ) : (
        <IconCheck size={16} stroke={2.5} aria-hidden="true" />
      )}
      {held ? t('draft.held') : t('draft.saved')}
    </p>
  )
}
