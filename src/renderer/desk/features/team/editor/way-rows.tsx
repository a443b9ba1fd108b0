import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WayThrough } from '../../../../../shared/domain/procedure-parts.ts'
import { channelOptions } from './channel-kinds.ts'
import { ChoiceField, LinesField } from './fields.tsx'
import { Rows } from './rows.tsx'

/** How it is done, step by step, and how far the agent may go with it on the telephone. */
export function WayRows({
  rows,
  onChange,
}: {
  rows: readonly WayThrough[]
  onChange: (rows: WayThrough[]) => void
}) {
  const { t } = useTranslation()
  return (
    <Rows
      path="waysThrough"
      title={t('record.steps')}
      rows={rows}
      fresh={(): WayThrough => ({ channel: 'online', steps: [], assistedByPhone: false, agentMay: [] })}
      onChange={onChange}
    >
      {(way, change, at) => (
        <>
          <ChoiceField
            path={`${at}.channel`}
            label={t('difference.field.channel')}
            value={way.channel}
            options={channelOptions(t)}
            onChange={(channel) => change({ channel: channel ?? 'online' })}
          />
          <LinesField
            path={`${at}.steps`}
            label={t('editor.steps')}
            rows={4}
            lines={way.steps}
            onChange={(steps) => change({ steps })}
          />
          <Checkbox
            id={`field-${at}.assistedByPhone`}
            label={t('record.assisted')}
            checked={way.assistedByPhone}
            onChange={(event) => change({ assistedByPhone: event.currentTarget.checked })}
          />
          <LinesField
            path={`${at}.agentMay`}
            label={t('difference.field.agentMay')}
            lines={way.agentMay}
            onChange={(agentMay) => change({ agentMay })}
          />
        </>
      )}
    </Rows>
  )
}
