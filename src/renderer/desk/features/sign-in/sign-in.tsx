import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SessionView } from '../../../../shared/contract.ts'
import { toDeskError } from '../../../../shared/errors.ts'
import { useLink } from '../../app/link-context.ts'
import { clockTime } from '../../ui/format.ts'
import { AccountForm } from './account-form.tsx'
import { Crest } from './crest.tsx'
import { PasswordForm } from './password-form.tsx'
import '../../ui/first-screen.css'

type Failure = 'backend-absent' | 'refused' | 'core-absent' | 'failed'

/** The first screen. Small on purpose: nothing of the desk is loaded before it can be used. */
export function SignIn(props: {
  session: SessionView | undefined
  onSignedIn: (session: SessionView) => void
}) {
  const { session } = props
  const { t } = useTranslation()
  const link = useLink()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const coreLost = useStore(link.status, (status) => status.attempt > 0)
  const city = session?.city

  useEffect(() => {
    if (session) performance.mark('desk-interactive')
  }, [session])

  async function signIn(agentId: string, password?: string): Promise<void> {
    setBusy(true)
    setFailure(undefined)
    try {
      const credentials = password === undefined ? { agentId } : { agentId, password }
      props.onSignedIn(await link.request('session.signIn', credentials))
    } catch (thrown) {
      setFailed(thrown)
    }
    setBusy(false)
  }

  async function askAgain(): Promise<void> {
    setBusy(true)
    await link.request('session.get', {}).then(props.onSignedIn, () => undefined)
    setBusy(false)
  }

  const setFailed = (thrown: unknown) => setFailure(failureOf(thrown, link.status.getState().open))

  const shown = coreLost
    ? 'core-absent'
    : (failure ?? (session && !session.city ? 'backend-absent' : undefined))
  return (
    <main className="sign-in" aria-busy={!session || busy}>
      <Crest cityId={city?.cityId} />
      <h1>{city ? city.name : t('signIn.noCity')}</h1>
      <p className="sign-in-lead">{t('signIn.lead')}</p>
      <div role="alert" className="sign-in-alert">
        {session?.elsewhereSince && !shown && (
          <p data-testid="sign-in-elsewhere">
            {t('signIn.elsewhere', {
              at: clockTime(new Date(session.elsewhereSince), city?.timeZone ?? 'UTC'),
            })}
          </p>
        )}
        {shown && <p data-testid={`sign-in-${shown}`}>{t(`signIn.failure.${shown}`)}</p>}
      </div>
      {session && !session.city && (
        <button className="sign-in-button" onClick={() => void askAgain()}>
          {t('signIn.retry')}
        </button>
      )}
      {city?.signIn === 'choose' && (
        <ul className="sign-in-agents" aria-label={t('signIn.agents')}>
          {city.agents.map((agent) => (
            <li key={agent.agentId}>
              <button className="sign-in-button" disabled={busy} onClick={() => void signIn(agent.agentId)}>
                {t('signIn.as', { name: agent.name })}
              </button>
            </li>
          ))}
        </ul>
      )}
      {city?.signIn === 'password' && (
        <PasswordForm busy={busy} onSubmit={(agentId, password) => void signIn(agentId, password)} />
      )}
      {session && city?.signIn === 'account' && (
        <AccountForm
          account={session.account}
          onEnter={(unlockCode) =>
            void link.request('session.enterWithAccount', { unlockCode }).catch(setFailed)
          }
          onCancel={() => void link.request('session.cancelAccount', {}).catch(setFailed)}
        />
      )}
      {session?.demo && <p className="sign-in-note">{t('signIn.demo')}</p>}
    </main>
  )
}

function failureOf(thrown: unknown, coreOpen: boolean): Failure {
  const { code } = toDeskError(thrown)
  if (code === 'unavailable') return coreOpen ? 'backend-absent' : 'core-absent'
  if (code === 'unauthorised' || code === 'forbidden' || code === 'not-found' || code === 'invalid-input')
    return 'refused'
  return 'failed'
}
