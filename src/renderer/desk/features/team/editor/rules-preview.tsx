import { useTranslation } from 'react-i18next'
import type { RuleProfile } from '../../../../../shared/domain/shifts/rules.ts'
import type { RecordDoc } from '../../../app/record-editors.ts'

/** The rules as agents have them in *Mi turno*: what each is for and by what source. */
export function RulesPreview({ doc }: { doc: RecordDoc }) {
  const { t } = useTranslation()
  const { name, rules } = doc as unknown as RuleProfile
  return (
    <>
      <h3>{name}</h3>
      <dl className="editor-rules">
        {rules.map((rule) => (
          <div key={rule.id}>
            <dt>
              {rule.title} {!rule.enabled && t('rules.off')}
            </dt>
            <dd>
              {rule.why}{' '}
              <span className="quiet">
                {rule.source} {!rule.verified && t('rules.unverified')}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
