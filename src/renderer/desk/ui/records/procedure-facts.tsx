import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Procedure } from '../../../../shared/domain/procedure.ts'
import { useUnitNames } from './unit-names.ts'
import {
  audienceWords,
  benefitWords,
  channelWords,
  costWords,
  requirementWords,
  resultWords,
  timeWords,
} from './words.ts'

/** *¿Qué, quién, cuánto, plazo, dónde, con qué papeles?* Each has its digit, shown before its name. */
export function ProcedureFacts({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation()
  const unitName = useUnitNames()
  const { result, benefits, audience, cost, time, channels, requirements } = procedure
  return (
    <dl className="facts" data-testid="procedure-facts">
      <Fact digit={1} name={t('fact.what')}>
        <p>{procedure.summary}</p>
        {result && <p>{t('fact.result', { result: resultWords(result, t) })}</p>}
        {benefits.length > 0 && (
          <p>{t('fact.benefit', { money: benefits.map((one) => benefitWords(one, t)).join(' · ') })}</p>
        )}
      </Fact>
      <Fact digit={2} name={t('fact.who')}>
        <Lines lines={audienceWords(audience, t)} />
      </Fact>
      <Fact digit={3} name={t('fact.cost')}>
        <Lines lines={costWords(cost, t)} otherwise={t('fact.notWritten')} />
      </Fact>
      <Fact digit={4} name={t('fact.time')}>
        <Lines lines={timeWords(time, t)} otherwise={t('fact.notWritten')} />
      </Fact>
      <Fact digit={5} name={t('fact.where')}>
        <Lines
          lines={channels.map((channel) => channelWords(channel, unitName, t))}
          otherwise={t('fact.notWritten')}
        />
      </Fact>
      <Fact digit={6} name={t('fact.papers')}>
        <Lines lines={requirements.map((one) => requirementWords(one, t))} otherwise={t('fact.noPapers')} />
      </Fact>
    </dl>
  )
}

function Fact({ digit, name, children }: { digit: number; name: string; children: ReactNode }) {
  return (
    <div id={factId(digit)} tabIndex={-1}>
      <dt>
        <kbd aria-hidden="true">{digit}</kbd> {name}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Where the digit takes the focus. */
export function factId(digit: number): string {
  return `fact-${digit}`
}

/** One line as it is, several as a list. */
export function Lines({ lines, otherwise }: { lines: readonly string[]; otherwise?: string }) {
  if (lines.length === 0) return otherwise === undefined ? null : <p className="quiet">{otherwise}</p>
  if (lines.length === 1) return <p>{lines[0]}</p>
  return (
    <ul>
      {lines.map((line, at) => (
        <li key={`${at} ${line}`}>{line}</li>
      ))}
    </ul>
  )
}
