import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'

/** Under the bar while work goes on: what could not be read and was put aside, and a disk that takes nothing. */
export function CacheNotice() {
  const { t } = useTranslation()
  const link = useLink()
  const cache = useAnswer('cache.get', {}).data
  if (!cache || (cache.state === 'open' && cache.setAside.length === 0)) return null
  return (
    <div className="bar-failure" role="alert" data-testid="cache-notice">
      {cache.state !== 'open' && (
        <p>
          {t(`trouble.${cache.state}.what`)} {t(`trouble.${cache.state}.do`)}
        </p>
      )}
      {cache.setAside.map(({ file, why, recovered }) => (
        <p key={file}>
          {t(`setAside.${why}`, { file })}{' '}
          {recovered === null ? t('setAside.notRecovered') : t('setAside.recovered', { count: recovered })}
        </p>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void link.request('cache.understood', {}).catch(() => undefined)}
      >
        {t('bar.understood')}
      </Button>
    </div>
  )
}
