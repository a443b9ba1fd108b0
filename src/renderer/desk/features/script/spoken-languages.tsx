import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Walk } from './walk.ts'

/** What the citizen is spoken to in. A step that nobody translated is read in Spanish, and says so. */
export function SpokenLanguages({ walk }: { walk: Walk }) {
  const { t, i18n } = useTranslation()
  const { view, language } = walk
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
  const missing = language !== 'es' && view.spoken[language] === undefined
  return (
    <>
      {view.languages.length > 0 && (
        <fieldset className="script-languages">
          <legend className="quiet">{t('script.sayIn')}</legend>
          {['es', ...view.languages].map((each) => (
            <Button
              key={each}
              size="compact-sm"
              variant={each === language ? 'filled' : 'default'}
              aria-pressed={each === language}
              onClick={() => walk.speak(each)}
            >
              {names.of(each)}
            </Button>
          ))}
        </fieldset>
      )}
      {missing && view.step.say.length > 0 && (
        <p className="quiet" data-testid="only-spanish">
          {t('script.onlySpanish', { language: names.of(language) })}
        </p>
      )}
    </>
  )
}
