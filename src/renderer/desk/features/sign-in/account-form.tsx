import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../../../shared/contract.ts'

/** Long enough that nobody guesses it at the desk; the lock waits a minute after five wrong ones. */
const shortestCode = 6

/** Sign-in with the city's account: one button, the browser does the rest, and each state of it is told in words. */
export function AccountForm(props: {
  account: SessionView['account']
  onEnter: (unlockCode: string) => void
  onCancel: () => void
}) {
  const { t } = useTranslation()
  const [unlockCode, setUnlockCode] = useState('')
  const { state, address } = props.account
  const under = state === 'opening' || state === 'waiting'
  return (
    <form
      className="sign-in-form"
      data-testid="sign-in-account"
      data-state={state}
      onSubmit={(event) => {
        event.preventDefault()
        if (!under) props.onEnter(unlockCode)
      }}
    >
      <label>
        {t('signIn.account.unlockCode')}
        <input
          type="password"
          value={unlockCode}
          onChange={(event) => setUnlockCode(event.target.value)}
          autoComplete="off"
          minLength={shortestCode}
          maxLength={200}
          readOnly={under}
          required
        />
      </label>
      <p className="quiet">{t('signIn.account.unlockHint', { shortest: shortestCode })}</p>
      {!under && <button className="sign-in-button sign-in-primary">{t('signIn.account.enter')}</button>}
      <output className="sign-in-account-state">
        {state !== 'none' && t(`signIn.account.state.${state}`)}
      </output>
      {address !== null && (
        <a className="sign-in-button sign-in-link" href={address} target="_blank" rel="noopener noreferrer">
          {t('signIn.account.open')}
        </a>
      )}
      {under && (
        <button type="button" className="sign-in-button" onClick={props.onCancel}>
          {t('signIn.account.cancel')}
        </button>
      )}
    </form>
  )
}
