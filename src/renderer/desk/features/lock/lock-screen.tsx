import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LockView, SessionView } from '../../../../shared/contract.ts'
import { toDeskError } from '../../../../shared/errors.ts'
import { useLink } from '../../app/link-context.ts'
import '../../ui/first-screen.css'

/** In front of everything while the desk is locked: who sits here and whether a call rings, and no citizen. */
export function LockScreen(props: {
  lock: LockView
  session: SessionView
  onOpened: (lock: LockView) => void
}) {
  const { lock, session } = props
  const { t } = useTranslation()
  const link = useLink()
  /** Whoever came with the city's account chose a code for the lock; any other knows it as his password. */
  const byCode = session.city?.signIn === 'account'
  const [password, setPassword] = useState('')
  const [failure, setFailure] = useState<'wrong' | 'wait' | 'failed'>()
  const field = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => (field.current ?? button.current)?.focus(), [])

  async function open(): Promise<void> {
    setFailure(undefined)
    try {
      props.onOpened(await link.request('lock.open', lock.needsPassword ? { password } : {}))
    } catch (thrown) {
      const { code } = toDeskError(thrown)
      setFailure(code === 'unauthorised' ? 'wrong' : code === 'busy' ? 'wait' : 'failed')
      setPassword('')
      field.current?.focus()
    }
  }

  return (
    <main className="sign-in" data-testid="lock-screen">
      <h1>{t('lock.title')}</h1>
      <p className="sign-in-lead">{t(`lock.reason.${lock.reason ?? 'key'}`)}</p>
      {lock.ringing !== null && (
        <p className="sign-in-lead" role="alert" data-testid="lock-ringing">
          <strong>{t('lock.ringing', { queue: lock.ringing })}</strong>
        </p>
      )}
      <div role="alert" className="sign-in-alert">
        {failure && (
          <p data-testid={`lock-${failure}`}>
            {t(failure === 'wrong' && byCode ? 'lock.failure.wrongCode' : `lock.failure.${failure}`)}
          </p>
        )}
      </div>
      <form
        className="sign-in-form"
        onSubmit={(event) => {
          event.preventDefault()
          void open()
        }}
      >
        {lock.needsPassword && (
          <label>
            {t(byCode ? 'lock.code' : 'lock.password', { name: session.agent?.name ?? '' })}
            <input
              ref={field}
              type="password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete="current-password"
              maxLength={200}
              required
            />
          </label>
        )}
        <button ref={button} className="sign-in-button sign-in-primary">
          {t('lock.open')}
        </button>
      </form>
      {!lock.needsPassword && <p className="sign-in-note">{t('lock.noPassword')}</p>}
    </main>
  )
}
