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

/** How each kind of record is written: the place to add one. */
export const recordEditors: Readonly<Record<EditableEntity, RecordEditor>> = {
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
  rules: {
    Editor: lazy(async () => ({
      default: (await import('../features/team/editor/rules-editor.tsx')).RulesEditor,
    })),
    Preview: lazy(async () => ({
      default: (await import('../features/team/editor/rules-preview.tsx')).RulesPreview,
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
