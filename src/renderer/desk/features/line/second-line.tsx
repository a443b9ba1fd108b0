import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Call } from '../../../../shared/domain/call.ts'
import { useAnswer } from '../../app/answers.ts'
import { useContact, useDesk } from '../../app/desk-context.ts'
import { Elapsed } from '../../ui/elapsed.tsx'
import { IconArrowRight, IconArrowsExchange, IconPhoneOff, IconUsers } from '../../ui/icons.ts'
import { Keys } from '../../ui/keys.tsx'
import { callWord } from './call-word.ts'
import { Texts } from './texts.tsx'

/** The call beside the citizen's: who it is, how it is, and how the two become one. */
export function SecondLine() {
  const contact = useContact()
  const calls = useAnswer('calls.list', {}).data ?? []
  const beside = calls.filter(
    ({ callId, phase }) => callId !== contact?.call?.callId && phase.name !== 'alerting',
  )
  return beside.map((call) => <LineBeside key={call.callId} call={call} citizen={contact?.call ?? null} />)
}

function LineBeside({ call, citizen }: { call: Call; citizen: Call | null }) {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const both = call.phase.name === 'connected' && citizen?.phase.name === 'connected'
  const since = call.phase.name === 'connected' ? Date.parse(call.phase.answeredAt) : undefined
  return (
    <section className="second-line" aria-label={t('second.region')} data-testid="second-line">
      <p className="card-kind card-talking">
        {t(`second.kind.${call.part}`)} · {callWord(t, call)}
        {since !== undefined && (
          <span className="card-time">
            <Elapsed since={since} />
          </span>
        )}
      </p>
      <h3>{call.offer.displayName || call.offer.number}</h3>
      {call.offer.displayName !== '' && <p className="quiet">{call.offer.number}</p>}
      <div className="call-controls">
        {both && (
          <>
            <Button
              variant="default"
              aria-keyshortcuts="Control+Shift+X"
              leftSection={<IconArrowsExchange size={18} aria-hidden="true" />}
              onClick={() => actions.send('calls.swap', {})}
            >
              {t('second.swap')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconArrowRight size={18} aria-hidden="true" />}
              aria-label={t('second.complete')}
              onClick={() => actions.send('calls.complete', {})}
            >
              {t('second.completeShort')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconUsers size={18} aria-hidden="true" />}
              aria-label={t('second.join')}
              onClick={() => actions.send('calls.join', {})}
            >
              {t('second.joinShort')}
            </Button>
          </>
        )}
        <Button
          variant="default"
          className="hang-up"
          aria-label={citizen ? t('second.return') : t('call.hangUp')}
          leftSection={<IconPhoneOff size={18} aria-hidden="true" />}
          onClick={() => {
            actions.send('calls.hangUp', { callId: call.callId })
            if (citizen?.held.local) actions.send('calls.hold', { callId: citizen.callId, held: false })
          }}
        >
          {citizen ? t('second.returnShort') : t('call.hangUp')}
        </Button>
      </div>
      {both && (
        <p className="quiet">
          {t('second.hint')} <Keys>Ctrl+Shift+X</Keys>
        </p>
      )}
      <Texts call={call} />
    </section>
  )
}
