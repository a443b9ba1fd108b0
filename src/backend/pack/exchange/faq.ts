import { Article } from '../../../shared/domain/article.ts'
import type { PackProblem } from '../../../shared/pack.ts'
import { plainRule } from '../../../shared/plain-rule.ts'
import { readTable } from './read-table.ts'

/** What a list of questions never says of itself. */
export interface FaqProvenance {
  readonly source: string
  readonly reviewedOn: string
  readonly reviewDue: string
  readonly clinicalApprover?: string | undefined
}

const columns = ['theme', 'question', 'answer', 'links'] as const
const longestSummary = 400

const themes: readonly (readonly [RegExp, Article['topic']])[] = [
  [/covid|coronavirus|salud/i, 'covid'],
  [/aliment|comida|social/i, 'food-aid'],
]

/**
 * The list of questions that citizens' offices keep (theme, question, answer, links): each row is an article, and
 * its answer stays the text it was, never markup.
 */
export function readFaq(
  text: string,
  file: string,
  provenance: FaqProvenance,
): { articles: Article[]; problems: PackProblem[] } {
  const table = readTable(text, file)
  if (!table.ok) return { articles: [], problems: table.problems }
  const problems: PackProblem[] = []
  const articles: Article[] = []
  const taken = new Set<string>()
  for (const { line, cells } of table.rows) {
    if (cells.length !== columns.length) {
      problems.push({
        file,
        line,
        column: 1,
        field: '',
        rule: `has ${cells.length} columns; it must have four: theme, question, answer, links`,
      })
      continue
    }
    const [theme = '', question = '', answer = '', links = ''] = cells
    const parsed = Article.safeParse(
      {
        articleId: freeName(question, taken),
        title: question,
        summary: firstSentences(answer),
        topic: themes.find(([pattern]) => pattern.test(theme))?.[1] ?? 'city',
        body: asPlainMarkdown(answer),
        synonyms: theme === '' ? [] : [theme],
        status: 'in-force',
        links: linksOf(links),
        version: 1,
        validFrom: provenance.reviewedOn,
        ...provenance,
      },
      { reportInput: true },
    )
    if (parsed.success) articles.push(parsed.data)
    else
      for (const issue of parsed.error.issues) {
        const field = columnOf(issue.path)
        const at = columns.findIndex((name) => name === field)
        problems.push({ file, line, column: Math.max(0, at) + 1, field, rule: plainRule(issue) })
      }
  }
  return { articles, problems }
}

/** A readable name of its own, from the question; the same file gives the same names. */
function freeName(question: string, taken: Set<string>): string {
  const plain = question
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  const base = `faq-${plain === '' ? 'sin-titulo' : plain}`
  let name = base
  for (let count = 2; taken.has(name); count++) name = `${base}-${count}`
  taken.add(name)
  return name
}

function firstSentences(answer: string): string {
  const text = answer.replaceAll(/\s+/g, ' ').trim()
  if (text.length <= longestSummary) return text
  const end = text.lastIndexOf('. ', longestSummary - 1)
  return end > 0 ? text.slice(0, end + 1) : `${text.slice(0, longestSummary - 1)}…`
}

/** Signs that Markdown would read are written so that they stay signs; each line stays a line. */
function asPlainMarkdown(answer: string): string {
  return answer
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, (sign) => `\\${sign}`)
    .replaceAll(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
    .replaceAll(/\r?\n/g, '\n\n')
}

function linksOf(cell: string): { title: string; url: string }[] {
  return cell
    .split(/[\s|,;]+/)
    .filter((part) => part !== '')
    .map((url) => ({ title: url.slice(0, 200), url }))
}

function columnOf([first]: readonly PropertyKey[]): string {
  switch (first) {
    case 'title':
    case 'articleId':
      return 'question'
    case 'summary':
    case 'body':
      return 'answer'
    case 'synonyms':
      return 'theme'
    default:
      return String(first)
  }
}
