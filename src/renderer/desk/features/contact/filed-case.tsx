import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk } from '../../app/desk-context.ts'
import { useLink } from '../../app/link-context.ts'
import { IconCheck } from '../../ui/icons.ts'

/** While the citizen is on the line: the case goes out now, so that he hears its number. */
export function FileNow({ clear }: { clear: boolean }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  return (
    <Button size="compact-md" variant="default" disabled={!clear} onClick={actions.fileEscalation}>
      {t('level.file')}
    </Button>
  )
}

/** The number to say, once the city has given it; that it was said is kept with the case. */
export function FiledCase(props: { serviceRequestId: string }) {
  const { t } = useTranslation()
  const link = useLink()
  const reachable = useAnswer('sync.get', {}).data?.reachable ?? true
  const [failed, setFailed] = useState(false)
  const { serviceRequestId } = props
  const listed = useAnswer('serviceRequests.list', {}).data
  const request = listed?.find((one) => one.request.serviceRequestId === serviceRequestId)?.request
  const number = request?.referenceNumber
  return (
    <div aria-live="polite" data-testid="filed-case">
      {number === undefined ? (
        <p>{reachable ? t('level.filed') : t('level.filedOffline')}</p>
      ) : (
        <p className="say-number">{t('level.say', { number })}</p>
      )}
      {request?.referenceToldAt !== undefined && (
        <p>
          <IconCheck size={16} aria-hidden="true" /> {t('level.told')}
        </p>
      )}
      {number !== undefined && request?.referenceToldAt === undefined && (
        <Button
          size="compact-md"
          variant="default"
          onClick={() => {
            setFailed(false)
            link
              .request('secondLevel.step', { serviceRequestId, step: { kind: 'reference-told' } })
              .catch(() => setFailed(true))
          }}
        >
          {t('level.tellIt')}
        </Button>
      )}
      {failed && <p role="alert">{t('level.failed')}</p>}
    </div>
  )
}
