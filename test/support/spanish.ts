import { createInstance, type TFunction } from 'i18next'
import es from '../../src/renderer/desk/language/es.json' with { type: 'json' }

/** The desk's own Spanish words, for tests of what is said rather than of how it is looked up. */
export const inSpanish: TFunction = await createInstance().init({
  lng: 'es',
  resources: { es: { translation: es } },
  interpolation: { escapeValue: false },
})
