import { lazy, type ComponentType } from 'react'
import type { EditableEntity } from '../../../shared/domain/publishing/record.ts'

/** A record as JSON; each editor knows the shape of its kind. */
export type RecordDoc = Readonly<Record<string, unknown>>

export interface RecordEditor {
  /** Tells every change; whoever mounts it keeps what is written. */
  Editor: ComponentType<{ doc: RecordDoc; onChange: (doc: RecordDoc) => void }>
  /** As the agent will have it, for who reviews. */
  Preview: ComponentType<{ doc: RecordDoc }>
}

/** How each kind of record is written: the place to add one. The rules of rests are the city's files. */
export const recordEditors: Readonly<Partial<Record<EditableEntity, RecordEditor>>> = {
  article: {
    Editor: lazy(async () => ({
      default: (await import('../features/team/editor/article-editor.tsx')).ArticleEditor,
    })),
    Preview: lazy(async () => ({
      default: (await import('../features/team/editor/article-editor.tsx')).ArticlePreview,
    })),
  },
  procedure: {
    Editor: lazy(async () => ({
      default: (await import('../features/team/editor/procedure-editor.tsx')).ProcedureEditor,
    })),
    Preview: lazy(async () => ({
      default: (await import('../features/team/editor/procedure-editor.tsx')).ProcedurePreview,
    })),
  },
  script: {
    Editor: lazy(async () => ({
      default: (await import('../features/script/editor/script-editor.tsx')).ScriptEditor,
    })),
    Preview: lazy(async () => ({
      default: (await import('../features/script/editor/script-editor.tsx')).ScriptPreview,
    })),
  },
}
