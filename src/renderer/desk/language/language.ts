import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { CityInfo } from '../../../shared/backend-api.ts'
import type { Settings } from '../../../shared/contract.ts'
import esEC from './es-EC.json'
import esES from './es-ES.json'
import es from './es.json'

const words = createInstance()
let language: Settings['language'] = 'es'
let country: CityInfo['country'] | undefined

/** Spanish is the source and travels with the first screen; English is fetched when it is chosen. */
export function startLanguage(): void {
  void words.use(initReactI18next).init({
    lng: 'es',
    fallbackLng: 'es',
    resources: {
      es: { translation: es },
      'es-EC': { translation: esEC },
      'es-ES': { translation: esES },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
    partialBundledLanguages: true,
  })
}

/** The words of the agent's language and of the city's country (*cédula* or *DNI*), whichever is known so far. */
export function showLanguage(
  chosen: Settings['language'] | undefined,
  inCountry?: CityInfo['country'],
): void {
  language = chosen ?? language
  country = inCountry ?? country
  const wanted = language === 'es' && country ? `es-${country}` : language
  if (wanted !== 'en') void words.changeLanguage(wanted)
  else void import('./en.json').then(showEnglish)
  document.documentElement.lang = wanted
}

function showEnglish({ default: english }: { default: object }): void {
  words.addResourceBundle('en', 'translation', english)
  void words.changeLanguage('en')
}
