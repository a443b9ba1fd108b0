import { z } from 'zod'
import { AgentState, Presence, Registration } from '../domain/agent.ts'
import { Instant } from '../domain/basics.ts'
import { DeviceRole } from '../domain/sound.ts'
import { DeviceReport } from '../domain/telephony.ts'
import { request, nothing, done } from './request.ts'

/** The agent as the bar on top shows him. */
export const AgentView = z.object({
  state: AgentState,
  since: Instant,
  presence: Presence,
  /** *Al terminar…*: what to become when the contact and its wrap-up are over. */
  next: Presence.nullable(),
  registration: Registration,
  devices: DeviceReport,
})
export type AgentView = z.infer<typeof AgentView>

export const agentRequests = {
  'agent.get': request(nothing, AgentView),
  'agent.setPresence': request(z.object({ presence: Presence }), AgentView),
  'agent.setNext': request(z.object({ presence: Presence.nullable() }), AgentView),
  'devices.choose': request(z.object({ role: DeviceRole, deviceId: z.string().max(200) }), done),
  'devices.openMicrophone': request(nothing, done),
  'line.reconnect': request(nothing, done),
} as const
