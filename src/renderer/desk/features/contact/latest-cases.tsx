import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { CaseMarks } from '../../ui/case-marks.tsx'
import { CaseWay } from '../../ui/case-way.tsx'
import { Section } from '../../ui/section.tsx'

/** With nobody on the line: where the last cases of this desk are on their way. */
export function LatestCases() {
  const { t } = useTranslation()
  const requests = useAnswer('serviceRequests.list', {}).data ?? []
  const services = useAnswer('catalogue.get', {}).data?.services
  return (
    <div data-testid="latest-cases">
      <h2>{t('latest.title')}</h2>
      <p className="quiet">{t('latest.hint')}</p>
      <Section title={t('latest.cases')}>
        {requests.length === 0 && <p className="quiet">{t('latest.none')}</p>}
        <ul className="case-list">
          {requests.slice(0, 6).map(({ request, delivery, unitName }) => (
            <li key={request.serviceRequestId}>
              <p className="case-name">
                <strong>{request.referenceNumber ?? t('case.noReference')}</strong>{' '}
                {services?.find(({ serviceCode }) => serviceCode === request.serviceCode)?.name ??
                  request.serviceCode}
              </p>
              <CaseMarks request={request} />
              <CaseWay request={request} delivery={delivery} unitName={unitName} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
