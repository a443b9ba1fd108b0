import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KnowledgeWork } from '../../../../../shared/contract.ts'
import { clockTime, day } from '../../../ui/format.ts'
import { DifferenceList } from '../../../ui/records/difference-list.tsx'
import type { Telling } from './knowledge-state.ts'

type Conflict = NonNullable<KnowledgeWork['conflict']>

/** What was typed here could not become the draft: why, what the other words are, and the two ways on. */
export function ConflictNotice(props: {
  conflict: Conflict
  telling: Telling
  onTake: (take: 'mine' | 'theirs') => void
}) {
  const { t } = useTranslation()
  const { conflict, onTake } = props
  return (
    <section className="knowledge-conflict" role="alert" data-testid="conflict">
      <p>{wordsOf(conflict, props.telling)}</p>
      {conflict.kind === 'written' && <DifferenceList differences={conflict.differences} />}
      <div className="knowledge-tools">
        {conflict.kind !== 'with-team' && conflict.kind !== 'refused' && (
          <Button variant="default" onClick={() => onTake('mine')}>
            {t(`knowledge.conflict.mine.${conflict.kind}`)}
          </Button>
        )}
        <Button variant="default" onClick={() => onTake('theirs')}>
          {t('knowledge.conflict.theirs')}
        </Button>
      </div>
    </section>
  )
}

function wordsOf(conflict: Conflict, { t, nameOf, timeZone }: Telling): string {
  switch (conflict.kind) {
    case 'written':
      return t('knowledge.conflict.written', {
        who: nameOf(conflict.by),
        day: day(conflict.at, timeZone),
        time: clockTime(new Date(conflict.at), timeZone),
      })
    case 'over':
      return t('knowledge.conflict.over')
    case 'with-team':
      return t('knowledge.conflict.withTeam', { team: conflict.team })
    case 'refused':
      return t('knowledge.conflict.refused', { why: conflict.why })
  }
}
