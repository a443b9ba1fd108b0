/** What the fields that a rule may name are called on the screen. */
const fields: Readonly<Record<string, string>> = {
  validFrom: '«Vale desde»',
  from: '«Desde»',
  reviewedOn: '«Revisado»',
  ageFrom: 'la edad mínima',
}

const field = (name: string): string => fields[name] ?? `«${name}»`

/** Rules as they are written where they are checked, each with its Spanish. */
const spanish: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^is missing$/, () => 'falta'],
  [/^must not be empty$/, () => 'no puede estar vacío'],
  [/^must be text in double quotes$/, () => 'tiene que ser un texto'],
  [/^must be a number$/, () => 'tiene que ser un número'],
  [/^must be a whole number$/, () => 'tiene que ser un número entero'],
  [/^must be true or false$/, () => 'tiene que ser sí o no'],
  [/^must be a list in \[ \]$/, () => 'tiene que ser una lista'],
  [/^must be a record in \{ \}$/, () => 'está incompleto'],
  [/^must be at most (\d+) characters long$/, (most) => `admite como mucho ${most} caracteres`],
  [/^must be at least (\d+) characters long$/, (least) => `necesita al menos ${least} caracteres`],
  [/^must be at most (\d+) entries long$/, (most) => `admite como mucho ${most} líneas`],
  [/^must be at least (\d+) entries long$/, (least) => `necesita al menos ${least} líneas`],
  [/^must be at most (\S+)$/, (most) => `no puede pasar de ${most}`],
  [/^must be at least (\S+)$/, (least) => `tiene que llegar a ${least}`],
  [/^must be less than (\S+)$/, (limit) => `tiene que ser menos de ${limit}`],
  [/^must be more than (\S+)$/, (limit) => `tiene que ser más de ${limit}`],
  [/^must be a day written as (\S+)$/, (day) => `tiene que ser un día, como ${day}`],
  [/^must be a web address$/, () => 'tiene que ser una dirección web (http o https)'],
  [/^must be one of: (.+)$/s, (allowed) => `tiene que ser uno de estos: ${allowed}`],
  [/^matches none of the allowed forms$/, () => 'no tiene ninguna de las formas admitidas'],
  [/^has fields nobody knows: (.+)$/s, (names) => `tiene campos que nadie conoce: ${names}`],
  [/^must not be before (\w+)$/, (name) => `no puede ser anterior a ${field(name ?? '')}`],
  [/^must not be below (\w+)$/, (name) => `no puede ser menor que ${field(name ?? '')}`],
  [/^two requirements share one requirementId$/, () => 'hay dos requisitos con el mismo nombre'],
  [/^an article on health names who approved it$/, () => 'un artículo de salud dice quién lo aprueba'],
  [/^a health script names who approved it$/, () => 'un guion de salud dice quién lo aprueba'],
  [
    /^has (\d+) columns; it must have four: theme, question, answer, links$/,
    (count) => `tiene ${count} columnas; hacen falta cuatro: tema, pregunta, respuesta, enlaces`,
  ],
  [
    /^has (\d+) cells where the header has (\d+) columns$/,
    (cells, columns) => `tiene ${cells} celdas y la cabecera ${columns} columnas`,
  ],
  [/^is no column; the columns are: (.+)$/s, (names) => `no es una columna; las columnas son: ${names}`],
  [/^is used twice$/, () => 'está repetido'],
  [
    /^must be a length of time, such as: (.+)$/,
    (example) => `tiene que ser un tiempo, por ejemplo: ${example}`,
  ],
  [
    /^must be gratis, por confirmar, an amount such as 23,02 EUR, or fórmula: and its words$/,
    () => 'tiene que ser gratis, por confirmar, un importe como 23,02 EUR, o fórmula: y su texto',
  ],
  [
    /^must begin with one of: (.+); then a colon$/s,
    (kinds) => `tiene que empezar por una de estas palabras y dos puntos: ${kinds}`,
  ],
  [/^the file is empty$/, () => 'el archivo está vacío'],
  [/^is not a table$/, () => 'no es una tabla CSV'],
  [/^a text is not closed with "$/, () => 'hay un texto sin cerrar con "'],
  [
    /^a " stands inside a text; write it twice and put the text in quotes$/,
    () => 'hay una " dentro de un texto; escríbela dos veces y pon el texto entre comillas',
  ],
  [
    /^something follows a closing "; a comma is missing here$/,
    () => 'después de una " de cierre sigue algo; falta una coma',
  ],
  [/^(\S+) already writes a draft of it$/, (who) => `${who} ya escribe un borrador; no se tocó`],
]

/**
 * A rule in the language of who reads it on a screen. Rules are English where they are checked, because files and
 * logs are read with them; one that has no Spanish yet is said as it is rather than not at all.
 */
export function ruleWords(rule: string, language: 'es' | 'en'): string {
  if (language === 'en') return rule
  for (const [pattern, words] of spanish) {
    const found = pattern.exec(rule)
    if (found) return words(...found.slice(1))
  }
  return rule
}
