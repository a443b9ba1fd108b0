import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Script } from '../../../../shared/domain/script.ts'
import { useAnswer } from '../../app/answers.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { show, useScreen } from '../../app/screen.ts'
import { keysOf } from '../../app/shortcuts.ts'
import { useSpokenLanguage } from '../../app/use-spoken-language.ts'
import { IconPhone, IconPlayerPlay, IconUrgent, IconX } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { ScriptLines } from '../../ui/script-lines.tsx'
import './emergency.css'

const close = () => show({ emergency: false })

/** One key, from any screen, from the local cache: place first, then what, then who (domain §4.6). */
export function EmergencyCard() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const contact = useContact()
  const card = useAnswer('knowledge.emergency', {}).data
  const [chosen, setChosen] = useState<string>()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && useScreen.getState().overlay === null) close()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  const { language } = useSpokenLanguage(contact)
  const scripts = card?.scripts ?? []
  const script = scripts.find(({ scriptId }) => scriptId === chosen) ?? scripts[0]
  const live = contact?.interaction.answeredAt !== undefined
  return (
    <section className="emergency" aria-label={t('emergency.region')} data-testid="emergency-card">
      <header className="emergency-head">
        <IconUrgent size={28} aria-hidden="true" />
        <h2 tabIndex={-1} ref={heading}>
          {card ? t('emergency.title', { number: card.number }) : t('emergency.titleNoNumber')}
        </h2>
        <Button
          variant="default"
          leftSection={<IconX size={18} aria-hidden="true" />}
          rightSection={<Keys>Esc</Keys>}
          onClick={close}
        >
          {t('emergency.close')}
        </Button>
      </header>
      <Button
        size="md"
        className="emergency-dial"
        data-testid="emergency-dial"
        leftSection={<IconPhone size={22} aria-hidden="true" />}
        rightSection={<Keys>{keysOf('emergency-dial')}</Keys>}
        aria-keyshortcuts="Control+Shift+Enter"
        onClick={() => actions.send('calls.emergency', {})}
      >
        {card ? t('emergency.dial', { number: card.number }) : t('emergency.dialNoNumber')}
      </Button>
      <p className="quiet">{contact?.call ? t('emergency.dialJoins') : t('emergency.dialAlone')}</p>
      <ol className="emergency-order">
        <li>{t('emergency.place')}</li>
        <li>{t('emergency.what')}</li>
        <li>{t('emergency.who')}</li>
      </ol>
      <p>{t('emergency.location')}</p>
      <fieldset className="emergency-choice">
        <legend className="heard-only">{t('emergency.which')}</legend>
        {scripts.map((each) => (
          <Button
            key={each.scriptId}
            variant={each === script ? 'filled' : 'default'}
            aria-pressed={each === script}
            onClick={() => setChosen(each.scriptId)}
          >
            {each.title}
          </Button>
        ))}
      </fieldset>
      {script && (
        <>
          {live && (
            <Button
              leftSection={<IconPlayerPlay size={18} aria-hidden="true" />}
              onClick={() => {
                actions.startScript(script.scriptId)
                close()
              }}
            >
              {t('emergency.follow')}
            </Button>
          )}
          <ol className="emergency-steps">
            {script.steps.map((step) => (
              <li key={step.stepId}>
                <h3>{step.title}</h3>
                <ScriptLines {...spokenOn(step, script.translations?.[language]?.steps, language)} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

type Spoken = NonNullable<Script['translations']>[string]['steps']

/** In the citizen's language where the city has it: who is in danger understands at once. Else in Spanish. */
function spokenOn(step: Script['steps'][number], spoken: Spoken | undefined, language: string) {
  const words = spoken?.[step.stepId]
  return words ? { step: { say: words.say, do: step.do }, language } : { step }
}
