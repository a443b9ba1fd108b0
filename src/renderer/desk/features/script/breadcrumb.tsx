import { useTranslation } from 'react-i18next'
import type { RunView } from '../../../../shared/domain/scripts/run-view.ts'
import { IconChevronRight } from '../../ui/icons.ts'

/** The way so far with its answers, and what was gone back over: every answered step is one press away. */
export function Breadcrumb(props: { view: RunView; onJump: (stepId: string) => void }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('script.breadcrumb')}>
      <ol className="breadcrumb">
        {props.view.trail.map(({ stepId, title, answer, place }, index, trail) => (
          <li key={stepId} aria-current={place === 'here' ? 'step' : undefined} data-place={place}>
            {place === 'here' ? (
              <span>{title}</span>
            ) : (
              <button type="button" onClick={() => props.onJump(stepId)}>
                {title}
                {answer !== '' && <span className="breadcrumb-answer">{answer}</span>}
              </button>
            )}
            {index < trail.length - 1 && <IconChevronRight size={16} aria-hidden="true" />}
          </li>
        ))}
      </ol>
    </nav>
  )
}
