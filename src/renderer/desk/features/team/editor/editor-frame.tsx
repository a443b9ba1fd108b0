import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './editor.css'

/** The form of a record, with what the agent will read beside it. */
export function EditorFrame({ preview, children }: { preview: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="editor">
      <div className="editor-fields">{children}</div>
      <section className="editor-preview record" aria-label={t('editor.preview')}>
        {preview}
      </section>
    </div>
  )
}
