import { Button, Checkbox, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { toDeskError } from '../../../../shared/errors.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { clockTime } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

type Own = ContractRequests['handover.own']['output']

/** *Nota de relevo*: what stays open, for whoever comes next. Every word is kept while it is written. */
export function HandoverNote({ heading }: { heading: 'h2' | 'h3' }) {
  const { t } = useTranslation()
  const own = useAnswer('handover.own', {}).data
  if (!own) return null
  return (
    <Section heading={heading} title={t('handover.title')} testId="handover-note">
      <p className="quiet">{t('handover.lead')}</p>
      {own.left && <LeftNote left={own.left} />}
      <NoteForm key={own.left?.handover.handoverId ?? 'first'} own={own} />
    </Section>
  )
}

function LeftNote({ left: { handover, delivery } }: { left: NonNullable<Own['left']> }) {
  const { t } = useTranslation()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const at = clockTime(new Date(handover.leftAt), zone)
  return (
    <output>
      {t(`handover.delivery.${delivery}`, { at })}{' '}
      {handover.taken
        ? t('handover.takenBy', { name: handover.taken.name, interpolation: { escapeValue: false } })
        : ''}
    </output>
  )
}

function NoteForm({ own }: { own: Own }) {
  const { t } = useTranslation()
  const link = useLink()
  const [note, setNote] = useState(own.draft)
  const [problem, setProblem] = useState<'empty' | 'failed'>()
  const write = (next: Own['draft']) => {
    setNote(next)
    setProblem(undefined)
    link.request('handover.keep', next).catch(() => setProblem('failed'))
  }
  const leave = () =>
    link
      .request('handover.leave', note)
      .catch((thrown: unknown) =>
        setProblem(toDeskError(thrown).code === 'invalid-input' ? 'empty' : 'failed'),
      )
  return (
    <div className="form">
      {own.cases.length > 0 && (
        <Checkbox.Group
          label={t('handover.cases')}
          value={note.serviceRequestIds}
          onChange={(serviceRequestIds) => write({ ...note, serviceRequestIds })}
        >
          <div className="own-reports">
            {own.cases.map(({ serviceRequestId, referenceNumber, service }) => (
              <Checkbox
                key={serviceRequestId}
                value={serviceRequestId}
                label={`${referenceNumber || t('handover.unnumbered')} · ${service}`}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        label={t('handover.words')}
        description={t('handover.noPerson')}
        value={note.words}
        maxLength={1000}
        autosize={false}
        rows={3}
        onChange={(event) => write({ ...note, words: event.currentTarget.value })}
      />
      {problem && <p role="alert">{t(`handover.problem.${problem}`)}</p>}
      <Button variant="default" onClick={() => void leave()}>
        {t('handover.leave')}
      </Button>
    </div>
  )
}
