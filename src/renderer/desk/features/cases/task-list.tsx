import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LevelCase, Task } from '../../../../shared/contract.ts'
import { holdsCardNumber } from '../../../../shared/domain/card-number.ts'
import { owedOf } from '../../../../shared/domain/cases/owed.ts'
import type { CaseStep } from '../../../../shared/domain/cases/case-step.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { CallButton } from '../../ui/call-button.tsx'
import { clockTime, day } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

/** What a citizen is still owed: his number, an answer, a question. One is done when its case has moved on. */
export function TaskList() {
  const { t } = useTranslation()
  const tasks = useAnswer('tasks.list', {}).data ?? []
  if (tasks.length === 0) return null
  return (
    <Section heading="h2" title={t('task.title')} testId="tasks">
      <ul className="rejected-list">
        {tasks.map((task) => (
          <TaskItem key={`${task.kind} ${task.about.request.serviceRequestId}`} task={task} />
        ))}
      </ul>
    </Section>
  )
}

function TaskItem({ task }: { task: Task }) {
  const { t } = useTranslation()
  const link = useLink()
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const [words, setWords] = useState('')
  const [failed, setFailed] = useState(false)
  const [unread, setUnread] = useState(false)
  const { request, serviceName, unitName } = task.about
  const [opened, setOpened] = useState<LevelCase>()
  const person = useRef<HTMLDListElement>(null)
  // The key that asked is gone with the answer.
  useEffect(() => {
    if (opened) person.current?.focus()
  }, [opened])
  const number = request.referenceNumber ?? t('case.noReference')
  const raw = { interpolation: { escapeValue: false } }
  function step(taken: CaseStep): void {
    setFailed(false)
    link
      .request('secondLevel.step', { serviceRequestId: request.serviceRequestId, step: taken })
      .catch(() => setFailed(true))
  }
  const said = opened === undefined ? task.words : (owedOf(opened.request)?.words ?? '')
  function open(): void {
    setUnread(false)
    link
      .request('secondLevel.open', { serviceRequestId: request.serviceRequestId })
      .then(setOpened, () => setUnread(true))
  }
  return (
    <li className="rejected" data-testid={`task-${task.kind}`}>
      <p>
        <strong>{number}</strong> {[serviceName, request.requesterName].filter(Boolean).join(' · ')}
      </p>
      <p>{t(`task.what.${task.kind}`, { number, unit: unitName, ...raw })}</p>
      {said !== '' && <p className="said">{said}</p>}
      {opened && (
        <dl ref={person} tabIndex={-1} className="task-person" data-testid="task-person">
          <dt>{t('case.callerName')}</dt>
          <dd>{opened.request.requesterName || t('level.unnamed')}</dd>
          <dt>{t('case.callbackNumber')}</dt>
          <dd>
            {opened.request.phone || t('level.unsaid')}{' '}
            {opened.request.phone !== '' && (
              <CallButton to={opened.request.phone} name={opened.request.requesterName} />
            )}
          </dd>
          <dt>{t('case.description')}</dt>
          <dd className="said">{opened.request.description || t('level.unsaid')}</dd>
        </dl>
      )}
      <p className="quiet">
        {t('task.since', { day: day(task.since, zone), at: clockTime(new Date(task.since), zone) })}
        {task.of !== '' && ` · ${t('task.of', { name: task.of, ...raw })}`}
      </p>
      <div className="rejected-actions">
        {!opened && (
          <Button
            variant="default"
            title={t('citizen.revealLogged')}
            aria-label={t('task.whoWhich', { number, ...raw })}
            onClick={open}
          >
            {t('task.who')}
          </Button>
        )}
        {task.kind === 'give-reference' && (
          <Button variant="default" onClick={() => step({ kind: 'reference-told' })}>
            {t('task.referenceTold')}
          </Button>
        )}
        {task.kind === 'tell-answer' && (
          <Button variant="default" onClick={() => step({ kind: 'told' })}>
            {t('task.told')}
          </Button>
        )}
        {task.kind !== 'give-reference' && (
          <>
            <Textarea
              label={t(task.kind === 'tell-answer' ? 'task.notSolved' : 'task.missing')}
              value={words}
              error={holdsCardNumber(words) ? t('case.cardNumber') : undefined}
              maxLength={4000}
              rows={2}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <Button
              variant="default"
              disabled={words.trim().length < 3 || holdsCardNumber(words)}
              onClick={() =>
                step({ kind: task.kind === 'tell-answer' ? 'reopen' : 'complete', words: words.trim() })
              }
            >
              {t(task.kind === 'tell-answer' ? 'task.reopen' : 'task.complete')}
            </Button>
          </>
        )}
      </div>
      {unread && <p role="alert">{t('task.notRead')}</p>}
      {failed && <p role="alert">{t('level.failed')}</p>}
    </li>
  )
}
