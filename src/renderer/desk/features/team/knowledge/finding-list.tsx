import { useTranslation } from 'react-i18next'
import type { KnowledgeWork } from '../../../../../shared/contract.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'
import { IconAlertTriangle, IconCheck } from '../../../ui/icons.ts'
import { dayWords } from '../../../ui/records/words.ts'

type Found = KnowledgeWork['findings'][number]

/** What the checks say, by field; an error keeps the draft from review, a warning is for whoever reads. */
export function FindingList(props: {
  findings: readonly Found[]
  doc: RecordDoc
  onJump: (field: string) => void
}) {
  const { t } = useTranslation()
  const { findings } = props
  const place = ({ field }: Found): string => {
    const [first = '', index, ...rest] = field.split('.')
    const part =
      first === 'steps' || first === 'rules' ? partTitle(props.doc[first], Number(index)) : undefined
    const names = part === undefined ? field.split('.') : rest
    const words = names
      .filter((name) => !/^\d+$/.test(name))
      .map((name) => t(`difference.field.${name}`, { defaultValue: name }))
    return [part, ...words].filter(Boolean).join(' › ')
  }
  const said = ({ rule, detail, field }: Found): string => {
    if (rule === 'script') return detail.replace(/^[\w.-]+: /, field.startsWith('steps') ? '' : '$&')
    const day = /^\d{4}-\d{2}-\d{2}$/.test(detail) ? dayWords(detail) : detail
    return t(`knowledge.rule.${rule}`, { detail: day, interpolation: { escapeValue: false } })
  }
  return (
    <section aria-label={t('knowledge.findings')} aria-live="polite">
      <h3>{t('knowledge.findingCount', { count: findings.length })}</h3>
      {findings.length === 0 ? (
        <p className="quiet">
          <IconCheck size={18} aria-hidden="true" /> {t('knowledge.sound')}
        </p>
      ) : (
        <ul className="knowledge-findings">
          {findings.map((finding) => (
            <li key={`${finding.field} ${finding.rule} ${finding.detail}`}>
              <button type="button" onClick={() => props.onJump(finding.field)}>
                <IconAlertTriangle size={18} aria-hidden="true" />
                <span>
                  <strong>
                    {t(`knowledge.level.${finding.level}`)} {place(finding)}
                  </strong>{' '}
                  {said(finding)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A step of a script or a rule of rests, as people know it. */
function partTitle(parts: unknown, index: number): string | undefined {
  const part: unknown = Array.isArray(parts) ? parts[index] : undefined
  if (typeof part !== 'object' || part === null || !('title' in part)) return undefined
  return typeof part.title === 'string' ? part.title : undefined
}
