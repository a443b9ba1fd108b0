import { Box } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './editor.css'

/** The form of a record, with what the agent will read beside it; long texts scroll there, by keyboard too. */
export function EditorFrame({ preview, children }: { preview: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  const name = useId()
  return (
    <div className="editor">
      <div className="editor-fields">{children}</div>
      <Box component="section" className="editor-preview record" tabIndex={0} aria-labelledby={name}>
        <p className="quiet" id={name}>
          {t('editor.preview')}
        </p>
        {preview}
      </Box>
    </div>
  )
}
