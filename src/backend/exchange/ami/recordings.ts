import type { RecordingState } from '../../../shared/domain/exchange.ts'
import { DeskError } from '../../../shared/errors.ts'
import type { AmiConnection } from './ami-connection.ts'

/** Calls by the unique id of the citizen's channel, which the desk knows as `externalCallId`. */
export interface Recordings {
  stateOf(externalCallId: string): Promise<RecordingState>
  pause(externalCallId: string, paused: boolean): Promise<RecordingState>
}

/** Asterisk does not tell whether a recording is muted; kept on the channel, any copy of the backend knows it. */
const pausedVariable = 'VENTANILLA_RECORDING_PAUSED'

/** `MixMonitor` writes both voices of a channel; muted, it writes silence and the file stays in time. */
export function createRecordings(connection: AmiConnection): Recordings {
  async function recordedChannel(externalCallId: string): Promise<string | undefined> {
    const channels = await connection.list('CoreShowChannels')
    const channel = channels.find(({ Uniqueid }) => Uniqueid === externalCallId)?.['Channel']
    if (channel === undefined) return undefined
    return (await variable(channel, 'MIXMONITOR_FILENAME')) === '' ? undefined : channel
  }

  async function variable(channel: string, name: string): Promise<string> {
    return (await connection.send('Getvar', { Channel: channel, Variable: name }))['Value'] ?? ''
  }

  return {
    async stateOf(externalCallId) {
      const channel = await recordedChannel(externalCallId)
      if (channel === undefined) return 'none'
      return (await variable(channel, pausedVariable)) === '1' ? 'paused' : 'recording'
    },
    async pause(externalCallId, paused) {
      const channel = await recordedChannel(externalCallId)
      if (channel === undefined) throw new DeskError('not-found', 'This call is not recorded.')
      const state = paused ? '1' : '0'
      await connection.send('MixMonitorMute', { Channel: channel, Direction: 'both', State: state })
      await connection.send('Setvar', { Channel: channel, Variable: pausedVariable, Value: state })
      return paused ? 'paused' : 'recording'
    },
  }
}
