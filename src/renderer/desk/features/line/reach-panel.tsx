import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { dialTarget } from '../../../../shared/domain/dial-target.ts'
import { useAnswer } from '../../app/answers.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { show } from '../../app/screen.ts'
import { IconArrowRight, IconDialpad, IconPhone, IconX } from '../../ui/icons.ts'
import { KeyGrid } from './key-grid.tsx'
import { reachable, type Reachable } from './reachable.ts'

const shown = 8
/** Fewer digits are an extension or a number that is still being typed. */
const leastDigits = 7

/**
 * Whom to call: typed, dialled on keys, selected anywhere or found in the directory. Beside a call it asks first
 * (*Consultar*) or passes the call on at once (*Transferir*).
 */
export function ReachPanel({ wanted }: { wanted: string }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const call = useContact()?.call
  const [written, setWritten] = useState(wanted)
  const [keys, setKeys] = useState(false)
  const [at, setAt] = useState(0)
  const numbered = written.replaceAll(/\D/g, '').length >= leastDigits
  const who = useAnswer(
    'contacts.whoIs',
    { number: written },
    { enabled: numbered, fresh: true, brief: true },
  ).data
  const field = useRef<HTMLInputElement>(null)
  const catalogue = useAnswer('catalogue.get', {}).data
  const directory = useAnswer('directory.get', {}).data
  // Never a step behind the field: Enter calls whom the list shows for what is written now.
  const found = reachable(catalogue, directory, written).slice(0, shown)
  const inCall = call?.phase.name === 'connected'
  const typed = dialTarget(written)
  // A number that was written goes before whoever happens to have these digits.
  const chosen: Reachable | undefined =
    typed !== undefined && /\d/.test(typed) && at === 0
      ? { to: written, name: '', kind: 'number', detail: '' }
      : found[Math.min(at, found.length - 1)]

  useEffect(() => field.current?.focus(), [])

  const done = () => show({ reachFor: null })
  const take = (how: 'dial' | 'transfer', who = chosen) => {
    if (!who) return
    const to = { to: who.to, name: who.name }
    if (how === 'transfer' && call) actions.send('calls.transfer', { callId: call.callId, ...to })
    else actions.send('calls.dial', to)
    done()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && event.shiftKey && inCall) take('transfer')
    else if (event.key === 'Enter' && !event.ctrlKey) take('dial')
    else if (event.key === 'Escape') done()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="reach" aria-label={t('reach.region')} data-testid="reach-panel">
      <div className="reach-field">
        <TextInput
          ref={field}
          label={t('reach.field')}
          description={inCall ? t('reach.hintInCall') : t('reach.hint')}
          value={written}
          maxLength={200}
          inputMode="tel"
          autoComplete="off"
          onChange={(event) => {
            setWritten(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKey}
        />
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconX size={18} aria-hidden="true" />}
          onClick={done}
        >
          {t('reach.close')}
        </Button>
      </div>
      {numbered && who && (
        <p data-testid="reach-who-is">
          {t('reach.whoIs', { name: who.name, interpolation: { escapeValue: false } })}
        </p>
      )}
      {found.length > 0 && (
        <ul className="reach-list" aria-label={t('reach.found')}>
          {found.map((who, index) => (
            <li key={`${who.kind} ${who.to}`}>
              <button
                type="button"
                className="reach-who"
                aria-current={who === chosen}
                onClick={() => setAt(index)}
                onFocus={() => setAt(index)}
                onKeyDown={onKey}
              >
                <span>{who.name}</span>
                <span className="quiet">
                  {t(`reach.kind.${who.kind}`)} {who.detail}
                  {who.state && (
                    <span className={`line-${who.state}`}> {t(`linePresence.${who.state}`)}</span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="call-controls">
        <Button
          disabled={!chosen}
          leftSection={<IconPhone size={18} aria-hidden="true" />}
          onClick={() => take('dial')}
        >
          {inCall ? t('reach.consult') : t('reach.call')}
        </Button>
        {inCall && (
          <Button
            variant="default"
            disabled={!chosen}
            leftSection={<IconArrowRight size={18} aria-hidden="true" />}
            aria-label={t('reach.transfer')}
            onClick={() => take('transfer')}
          >
            {t('reach.transferShort')}
          </Button>
        )}
        <Button
          variant="default"
          aria-expanded={keys}
          leftSection={<IconDialpad size={18} aria-hidden="true" />}
          onClick={() => setKeys(!keys)}
        >
          {t('call.keypad')}
        </Button>
      </div>
      {keys && <KeyGrid name={t('reach.keys')} press={(key) => setWritten((before) => before + key)} />}
    </section>
  )
}
