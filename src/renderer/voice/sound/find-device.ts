import type { DeviceWish } from '../../../shared/domain/sound.ts'

/** The browser's own name for whatever the system says. */
export const anyDevice = 'default'

/** What is there of one kind: inputs or outputs. */
export type Present = readonly Pick<MediaDeviceInfo, 'deviceId' | 'label' | 'groupId'>[]

/**
 * The device that a wish means among those that are there: by its id, else by its name (a browser gives new ids
 * with every new origin); the system's where it is not there.
 */
export function findDevice(wish: DeviceWish | null, present: Present): string {
  if (!wish) return anyDevice
  const found =
    present.find(({ deviceId }) => deviceId === wish.deviceId) ??
    present.find(({ label }) => label !== '' && label === wish.label)
  return found?.deviceId ?? anyDevice
}
