import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CacheView } from '../../../../shared/contract.ts'
import '../../ui/first-screen.css'

/** In place of the desk where its own memory cannot be opened: what happened, what is safe, what to do. */
export function TroubleScreen({ state }: { state: Exclude<CacheView['state'], 'open'> }) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <main className="sign-in" data-testid={`trouble-${state}`}>
      <h1 ref={heading} tabIndex={-1}>
        {t(`trouble.${state}.title`)}
      </h1>
      <div role="alert" className="sign-in-lead">
        <p>{t(`trouble.${state}.what`)}</p>
        <p>
          <strong>{t(`trouble.${state}.do`)}</strong>
        </p>
      </div>
    </main>
  )
}
