import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Sign-in of a real city: the agent's code and password, checked by the municipal backend. */
export function PasswordForm(props: {
  busy: boolean
  onSubmit: (agentId: string, password: string) => void
}) {
  const { t } = useTranslation()
  const [agentId, setAgentId] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form
      className="sign-in-form"
      onSubmit={(event) => {
        event.preventDefault()
        props.onSubmit(agentId.trim(), password)
      }}
    >
      <label>
        {t('signIn.agentCode')}
        <input
          value={agentId}
          onChange={(event) => setAgentId(event.target.value)}
          autoComplete="username"
          maxLength={80}
          required
        />
      </label>
      <label>
        {t('signIn.password')}
        <input
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          maxLength={200}
          required
        />
      </label>
      <button className="sign-in-button sign-in-primary" disabled={props.busy}>
        {t('signIn.enter')}
      </button>
    </form>
  )
}
