// Every word on the desk comes from the language files, exists in both languages and is used somewhere.
// Prints `file:line reason` for each that does not, and fails. Part of `npm run check`.
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = join(fileURLToPath(import.meta.url), '..', '..')
const desk = process.argv[2] ?? join(root, 'src', 'renderer', 'desk')
const languageFile = (name) => join(desk, 'language', `${name}.json`)
const problems = []

const es = readWords('es')
const en = readWords('en')
const overlays = ['es-EC', 'es-ES'].map((name) => [name, readWords(name)])
const used = new Set()

compareLanguages()
for (const file of sourceFiles(desk)) checkSource(file)
for (const key of es.keys())
  if (!used.has(plain(key))) report(languageFile('es'), lineOf('es', key), `${key} is used nowhere`)

for (const problem of problems) console.error(problem)
console.log(
  problems.length === 0 ? `${es.size} strings in order` : `${problems.length} problems with strings`,
)
process.exitCode = problems.length === 0 ? 0 : 1

function compareLanguages() {
  for (const [key, text] of es) {
    if (!en.has(key)) report(languageFile('en'), 1, `${key} is missing`)
    else if (placeholders(text) !== placeholders(en.get(key)))
      report(languageFile('en'), lineOf('en', key), `${key} has other {{placeholders}} than the Spanish`)
  }
  for (const [name, words] of [['en', en], ...overlays])
    for (const key of words.keys())
      if (!es.has(key)) report(languageFile(name), lineOf(name, key), `${key} is not in es.json`)
}

function checkSource(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const at = (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
  visit(source)

  function visit(node) {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't')
      checkKey(node.arguments[0])
    if (ts.isJsxText(node) && hasWords(node.text) && !isKeys(node.parent))
      report(path, at(node), `text outside the language files: ${node.text.trim()}`)
    if (ts.isJsxAttribute(node)) checkAttribute(node)
    if (ts.isJsxExpression(node) && node.parent.kind !== ts.SyntaxKind.JsxAttribute)
      checkShown(node.expression)
    ts.forEachChild(node, visit)
  }

  function checkKey(key) {
    if (key === undefined) return
    if (ts.isConditionalExpression(key)) {
      checkKey(key.whenTrue)
      checkKey(key.whenFalse)
    } else if (ts.isStringLiteralLike(key)) markUsed(key, (known) => known === key.text, key.text)
    else if (ts.isTemplateExpression(key)) {
      const pattern = templatePattern(key)
      markUsed(key, (known) => pattern.test(known), key.getText(source))
    } else report(path, at(key), 't() with a key that cannot be checked')
  }

  function markUsed(node, matches, said) {
    const found = [...es.keys()].map(plain).filter(matches)
    if (found.length === 0) report(path, at(node), `${said} is in no language file`)
    for (const key of found) used.add(key)
  }

  function checkAttribute(node) {
    const spoken = ['aria-label', 'aria-description', 'title', 'placeholder', 'label', 'alt', 'error']
    if (!spoken.includes(node.name.getText(source)) || node.initializer === undefined) return
    const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer
    checkShown(value)
  }

  /** Literals that reach the screen through `{…}`, also behind a condition. */
  function checkShown(value) {
    if (value === undefined) return
    if (ts.isStringLiteralLike(value) || ts.isTemplateExpression(value)) {
      const text = ts.isStringLiteralLike(value)
        ? value.text
        : value.head.text + value.templateSpans.map((span) => span.literal.text).join('')
      if (hasWords(text)) report(path, at(value), `text outside the language files: ${text}`)
    } else if (ts.isConditionalExpression(value)) {
      checkShown(value.whenTrue)
      checkShown(value.whenFalse)
    } else if (ts.isBinaryExpression(value)) checkShown(value.right)
  }

  /** Names of keys are the same in every language. */
  function isKeys(parent) {
    return ts.isJsxElement(parent) && ['Keys', 'Kbd'].includes(parent.openingElement.tagName.getText(source))
  }
}

function templatePattern(template) {
  const quote = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const rest = template.templateSpans.map((span) => `[^.]+${quote(span.literal.text)}`).join('')
  return new RegExp(`^${quote(template.head.text)}${rest}$`)
}

function readWords(name) {
  const words = new Map()
  reportTwice(name)
  const collect = (node, path) => {
    for (const [key, value] of Object.entries(node)) {
      const here = path === '' ? key : `${path}.${key}`
      if (typeof value === 'string') words.set(here, value)
      else collect(value, here)
    }
  }
  collect(JSON.parse(readFileSync(languageFile(name), 'utf8')), '')
  return words
}

/** `JSON.parse` keeps the last of two and says nothing: the first one's words would be lost unseen. */
function reportTwice(name) {
  const file = ts.parseJsonText(languageFile(name), readFileSync(languageFile(name), 'utf8'))
  const lineAt = (node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  const visit = (node, path) => {
    if (!ts.isObjectLiteralExpression(node)) return
    const keys = new Set()
    for (const property of node.properties) {
      const here = [...path, property.name.text]
      if (keys.has(property.name.text))
        report(languageFile(name), lineAt(property), `${here.join('.')} is written twice`)
      keys.add(property.name.text)
      visit(property.initializer, here)
    }
  }
  visit(file.statements[0].expression, [])
}

/** The key as `t()` is asked for it, whatever the number. */
function plain(key) {
  return key.replace(/_(one|many|other)$/, '')
}

function placeholders(text) {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
    .map((found) => found[1])
    .toSorted((a, b) => a.localeCompare(b))
    .join(' ')
}

function hasWords(text) {
  return /\p{L}{2,}/u.test(text)
}

/** The line of the key's last part; near enough to find it. */
function lineOf(name, key) {
  const lines = readFileSync(languageFile(name), 'utf8').split('\n')
  let from = 0
  for (const part of key.split('.'))
    from = Math.max(
      from,
      lines.findIndex((line, at) => at >= from && line.includes(`"${part}"`)),
    )
  return from + 1
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function report(path, line, reason) {
  problems.push(`${relative(root, path)}:${line} ${reason}`)
}
