import type { KnowledgeCheck } from './check-knowledge.ts'

/** Languages a record may speak; Spanish is where every text starts. */
const languages = ['es', 'en', 'qu', 'fr', 'ar', 'ro', 'uk', 'zh'] as const
type Language = (typeof languages)[number]

/**
 * A text in several languages is an object of them: `{ "es": "…", "en": "…" }`. A record that speaks a language in
 * one place speaks it in all, or an agent would change language in mid-sentence.
 */
export const checkTranslations: KnowledgeCheck = ({ entity, id, doc }) => {
  const texts = localised(doc, '')
  const spoken = new Set(texts.flatMap(({ has }) => has))
  return texts.flatMap(({ field, has }) =>
    [...spoken]
      .filter((language) => !has.includes(language))
      .map((language) => ({
        entity,
        id,
        field,
        rule: 'missing-translation' as const,
        level: 'error' as const,
        detail: language,
      })),
  )
}

function localised(value: unknown, place: string): { field: string; has: Language[] }[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Object.keys(value)
  if (!Array.isArray(value) && keys.length > 0 && keys.every(isLanguage)) {
    const written = Object.entries(value).filter(([, text]) => typeof text !== 'string' || text.trim() !== '')
    return [{ field: place, has: written.map(([language]) => language).filter(isLanguage) }]
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    localised(inner, place === '' ? key : `${place}.${key}`),
  )
}

function isLanguage(key: string): key is Language {
  return languages.some((language) => language === key)
}
