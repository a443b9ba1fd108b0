import { Button, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests, ShiftPrompt } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useOfContact } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { clockTime } from '../../ui/format.ts'
import { IconPlayerPause } from '../../ui/icons.ts'
import { useFocusLeftBehind } from '../../ui/use-focus-left-behind.ts'
import { EnergyButtons } from './energy-buttons.tsx'

type Answer = ContractRequests['shift.answerPrompt']['input']['answer']

/** One prompt: what, from when, why by which rule, and the answers the rule leaves. */
export function PromptCard({ prompt }: { prompt: ShiftPrompt }) {
  const { t } = useTranslation()
  const link = useLink()
  const inContact = useOfContact((contact) => contact !== null) ?? true
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const card = useRef<HTMLElement>(null)
  useFocusLeftBehind(card)
  const [declining, setDeclining] = useState(false)
  const [failed, setFailed] = useState(false)
  const { promptId, answers, level, accepted } = prompt
  const send = (answer: Answer, reason?: string) => {
    setFailed(false)
    const input = reason ? { promptId, answer, reason } : { promptId, answer }
    link.request('shift.answerPrompt', input).catch(() => setFailed(true))
  }
  const cue = level === 'cue'
  return (
    <article className="prompt" ref={card} data-testid={`prompt-${prompt.ruleId}`} data-level={level}>
      <h3>
        <IconPlayerPause size={18} aria-hidden="true" />
        {prompt.title}
        <span className="prompt-what">{whatOf(t, prompt)}</span>
      </h3>
      <p>
        {prompt.why}
        {prompt.ruleId === 'F-OCC' && ` ${t('prompt.granted')}`}
      </p>
      {!cue && (
        <p className="quiet">{whenOf(t, prompt, inContact, clockTime(new Date(prompt.opensAt), zone))}</p>
      )}
      <div className="prompt-answers">
        {prompt.ruleId === 'F-CHECK' && (
          <EnergyButtons
            onTap={(energy) => {
              setFailed(false)
              link.request('shift.checkIn', { energy }).catch(() => setFailed(true))
            }}
          />
        )}
        {answers.includes('now-after-contact') && !accepted && prompt.ruleId !== 'F-CHECK' && (
          <Button
            size="compact-md"
            variant={cue ? 'default' : 'filled'}
            onClick={() => send('now-after-contact')}
          >
            {yesOf(t, prompt, inContact)}
          </Button>
        )}
        {prompt.effect.kind === 'stop' && (
          <Button
            size="compact-md"
            onClick={() => {
              setFailed(false)
              link.request('shift.report', { what: 'audio-checked' }).catch(() => setFailed(true))
            }}
          >
            {t('prompt.audioChecked')}
          </Button>
        )}
        {answers.includes('in-10-min') && (
          <Button size="compact-md" variant="default" onClick={() => send('in-10-min')}>
            {t('prompt.in10')}
          </Button>
        )}
        {answers.includes('not-now') && (
          <Button
            size="compact-md"
            variant="subtle"
            aria-expanded={cue ? undefined : declining}
            onClick={() => (cue ? send('not-now') : setDeclining(!declining))}
          >
            {t('prompt.notNow')}
          </Button>
        )}
      </div>
      {answers.includes('in-10-min') && <p className="quiet">{ifDeferredOf(t, prompt, zone)}</p>}
      {declining && <Declining onDecline={(reason) => send('not-now', reason)} />}
      {failed && <p role="alert">{t('prompt.failed')}</p>}
      <p className="quiet prompt-source">
        {prompt.ruleId} · {prompt.source}
      </p>
    </article>
  )
}

/** The reason is the agent's own and stays on this desk; it may be left empty. */
function Declining({ onDecline }: { onDecline: (reason: string) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDecline(reason.trim())
  }
  return (
    <form className="prompt-reason" onSubmit={submit}>
      <TextInput
        label={t('prompt.reason')}
        description={t('prompt.reasonStays')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md" variant="default">
        {t('prompt.postpone')}
      </Button>
    </form>
  )
}

function yesOf(t: TFunction, { level, trade }: ShiftPrompt, inContact: boolean): string {
  if (level === 'cue') return t('prompt.done')
  if (trade) return t('prompt.tradeYes')
  return inContact ? t('prompt.nowAfterContact') : t('prompt.now')
}

function whatOf(t: TFunction, { effect }: ShiftPrompt): string {
  switch (effect.kind) {
    case 'rest':
      return t('prompt.minutes', { minutes: effect.minutes })
    case 'function':
      return effect.to ? t(`activity.${effect.to}`) : t('prompt.withoutVoice')
    case 'cue':
    case 'stop':
    case 'sign-out':
      return ''
  }
}

function whenOf(t: TFunction, prompt: ShiftPrompt, inContact: boolean, at: string): string {
  if (prompt.open) {
    if (!inContact) return t('prompt.isOpen')
    return prompt.level === 'hard' ? t('prompt.hardAfterContact') : t('prompt.afterContact')
  }
  if (prompt.trade) return prompt.accepted ? t('prompt.tradeAgreed') : t('prompt.tradeAsked')
  if (prompt.level === 'offer') return t('prompt.ifYouWant')
  return prompt.accepted ? t('prompt.acceptedFrom', { at }) : t('prompt.from', { at })
}

/** A rest that nobody can date, such as a micro-pause, is due until it is taken. */
const datedWithinMs = 12 * 3_600_000

function ifDeferredOf(t: TFunction, { level, opensAt, closesAt }: ShiftPrompt, zone: string): string {
  if (level === 'offer') return t('prompt.offerDeferred')
  if (Date.parse(closesAt) - Date.parse(opensAt) > datedWithinMs) return t('prompt.ifDeferred')
  return t('prompt.ifDeferredUntil', { at: clockTime(new Date(closesAt), zone) })
}
