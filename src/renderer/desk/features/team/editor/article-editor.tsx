import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../../../shared/domain/article.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { Markdown } from '../../../ui/records/markdown.tsx'
import { EditorFrame } from './editor-frame.tsx'
import { DatedFields, TextFields, withoutAbsent } from './record-fields.tsx'

const topics: readonly Article['topic'][] = ['food-aid', 'covid', 'care', 'city']

/** An article as its author writes it, with what the agent will read beside; whoever mounts it keeps the draft. */
export function ArticleEditor(props: { doc: RecordDoc; onChange: (doc: RecordDoc) => void }) {
  const { t } = useTranslation()
  const record = props.doc as unknown as Article
  const change = (part: Partial<Article>) => props.onChange(withoutAbsent({ ...record, ...part }))
  return (
    <EditorFrame preview={<ArticlePreview doc={props.doc} />}>
      <TextFields record={record} onChange={change} />
      <NativeSelect
        id="field-topic"
        label={t('editor.topic')}
        value={record.topic}
        data={topics.map((value) => ({ value, label: t(`editor.topics.${value}`) }))}
        onChange={(event) =>
          change({ topic: topics.find((one) => one === event.currentTarget.value) ?? 'city' })
        }
      />
      <Textarea
        id="field-body"
        label={t('editor.body')}
        required
        maxLength={20_000}
        rows={12}
        value={record.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <TextInput
        id="field-clinicalApprover"
        label={t('record.clinical')}
        maxLength={120}
        value={record.clinicalApprover ?? ''}
        onChange={(event) => change({ clinicalApprover: event.currentTarget.value || undefined })}
      />
      <DatedFields record={record} onChange={change} />
    </EditorFrame>
  )
}

export function ArticlePreview({ doc }: { doc: RecordDoc }) {
  const record = doc as unknown as Article
  return (
    <>
      <h3>{record.title}</h3>
      <p className="record-summary">{record.summary}</p>
      <Markdown text={record.body} />
    </>
  )
}
