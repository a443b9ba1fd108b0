import { Box } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './editor.css'

/** The form of a record, with what the agent will read beside it; long texts scroll there, by keyboard too. */
export function EditorFrame({ preview, children }: { preview: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="editor">
      <div className="editor-fields">{children}</div>
      <Box
        component="section"
        className="editor-preview record"
        tabIndex={0}
        aria-label={t('editor.preview')}
      >
        {preview}
      </Box>
    </div>
  )
}
