import type { DeviceRole } from '../../../../shared/domain/sound.ts'
import type { DeviceReport } from '../../../../shared/domain/telephony.ts'

/** A device that went, with what took its place, or one that came back. */
export interface DeviceChange {
  readonly what: 'away' | 'back'
  /** The agent's own choice. */
  readonly name: string
  readonly roles: readonly DeviceRole[]
  /** What is used meanwhile; empty where the browser does not name it. */
  readonly instead: string
}

const roles = ['microphone', 'speaker', 'ringer'] as const

/** A headset is one thing to the agent and three to the browser: one line for each name. */
export function devicesAway(now: DeviceReport): DeviceChange[] {
  return joined(
    roles.flatMap((role) => {
      const wished = now.wished[role]
      if (!wished || wished.deviceId === now.chosen[role]) return []
      // The same device under a new id is the one that was wished.
      const instead = nameOf(now, role)
      return instead === wished.label && instead !== '' ? [] : [{ name: wished.label, role, instead }]
    }),
    'away',
  )
}

/** What was away before and is in use now. */
export function devicesBack(before: DeviceReport, now: DeviceReport): DeviceChange[] {
  const stillAway = new Set(devicesAway(now).flatMap((change) => change.roles))
  return joined(
    devicesAway(before).flatMap(({ name, roles: wereAway }) =>
      wereAway
        .filter((role) => !stillAway.has(role) && now.wished[role]?.label === name)
        .map((role) => ({ name, role, instead: '' })),
    ),
    'back',
  )
}

function joined(
  found: readonly { name: string; role: DeviceRole; instead: string }[],
  what: DeviceChange['what'],
): DeviceChange[] {
  const names = [...new Set(found.map(({ name }) => name))]
  return names.map((name) => {
    const same = found.filter((each) => each.name === name)
    return { what, name, roles: same.map(({ role }) => role), instead: same[0]?.instead ?? '' }
  })
}

function nameOf({ devices, chosen }: DeviceReport, role: DeviceRole): string {
  const kind = role === 'microphone' ? 'input' : 'output'
  return devices.find((one) => one.kind === kind && one.deviceId === chosen[role])?.label ?? ''
}
