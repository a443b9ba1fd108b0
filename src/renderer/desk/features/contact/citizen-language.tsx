import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../app/link-context.ts'
import { show } from '../../app/screen.ts'

/** Languages that records of the city may speak (`check-translations.ts`), Spanish first. */
const languages = ['es', 'en', 'qu', 'fr', 'ar', 'ro', 'uk', 'zh'] as const

/** What the citizen is spoken to in: scripts open in it, now and on his next call, at whatever desk. */
export function CitizenLanguage(props: { interactionId: string; spoken: string | undefined }) {
  const { t, i18n } = useTranslation()
  const link = useLink()
  const [failed, setFailed] = useState(false)
  const { interactionId, spoken = 'es' } = props
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
  const offered = languages.some((one) => one === spoken) ? languages : [...languages, spoken]
  function speak(language: string): void {
    setFailed(false)
    link.request('contacts.speak', { interactionId, language: language === 'es' ? null : language }).then(
      () => show({ spoken: { interactionId, language } }),
      () => setFailed(true),
    )
  }
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('citizen.speaks')}
        value={spoken}
        data={offered.map((value) => ({ value, label: names.of(value) ?? value }))}
        onChange={(event) => speak(event.currentTarget.value)}
      />
      {failed && <p role="alert">{t('citizen.speaksFailed')}</p>}
    </>
  )
}
