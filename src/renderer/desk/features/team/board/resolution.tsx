import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../../app/link-context.ts'
import { Section } from '../../../ui/section.tsx'

const choices = [1, 7, 14, 30] as const

/** Whether matters are settled at once, of the whole team: both figures with what they count, and nobody's name. */
export function Resolution() {
  const { t } = useTranslation()
  const link = useLink()
  const [withinDays, setWithinDays] = useState(7)
  const { data, isError } = useQuery({
    queryKey: ['board.resolution', withinDays],
    queryFn: () => link.request('board.resolution', { withinDays }),
    gcTime: 0,
  })
  const percent = (share: number) => Math.round(share * 100)
  return (
    <Section heading="h2" title={t('resolution.title')} testId="board-resolution">
      <NativeSelect
        label={t('resolution.within')}
        value={String(withinDays)}
        onChange={(event) => setWithinDays(Number(event.currentTarget.value))}
        data={choices.map((count) => ({ value: String(count), label: t('resolution.days', { count }) }))}
      />
      {isError && <p role="alert">{t('resolution.failed')}</p>}
      {data?.firstContact === null && <p>{t('resolution.none')}</p>}
      {data && data.firstContact !== null && (
        <p>
          <strong>{t('resolution.firstContact', { percent: percent(data.firstContact) })}</strong>{' '}
          {t('resolution.firstContactOf', { matters: data.matters, cameBack: data.cameBack })}
        </p>
      )}
      {data && data.firstLevel !== null && (
        <p>
          <strong>{t('resolution.firstLevel', { percent: percent(data.firstLevel) })}</strong>{' '}
          {t('resolution.firstLevelOf', { contacts: data.contacts, closed: data.closedAtFirst })}
        </p>
      )}
      <p className="quiet">{t('resolution.means')}</p>
    </Section>
  )
}
