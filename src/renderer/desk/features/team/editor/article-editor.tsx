import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../../../shared/domain/article.ts'
import { Markdown } from '../../../ui/records/markdown.tsx'
import './editor.css'
import { DatedFields, TextFields, withoutAbsent } from './record-fields.tsx'

const topics: readonly Article['topic'][] = ['food-aid', 'covid', 'care', 'city']

/** An article as its author writes it, with what the agent will read beside; whoever mounts it keeps the draft. */
export function ArticleEditor(props: { record: Article; save: (record: Article) => void }) {
  const { t } = useTranslation()
  const [record, setRecord] = useState(props.record)
  const change = (part: Partial<Article>) => setRecord({ ...record, ...part })
  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault()
        props.save(withoutAbsent(record))
      }}
    >
      <div className="editor-fields">
        <TextFields record={record} onChange={change} />
        <NativeSelect
          label={t('editor.topic')}
          value={record.topic}
          data={topics.map((value) => ({ value, label: t(`editor.topics.${value}`) }))}
          onChange={(event) =>
            change({ topic: topics.find((one) => one === event.currentTarget.value) ?? 'city' })
          }
        />
        <Textarea
          label={t('editor.body')}
          required
          maxLength={20_000}
          rows={12}
          value={record.body}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
        <TextInput
          label={t('record.clinical')}
          maxLength={120}
          value={record.clinicalApprover ?? ''}
          onChange={(event) => change({ clinicalApprover: event.currentTarget.value || undefined })}
        />
        <DatedFields record={record} onChange={change} />
        <Button type="submit">{t('editor.save')}</Button>
      </div>
      <section className="editor-preview record" aria-label={t('editor.preview')}>
        <h3>{record.title}</h3>
        <p className="record-summary">{record.summary}</p>
        <Markdown text={record.body} />
      </section>
    </form>
  )
}
