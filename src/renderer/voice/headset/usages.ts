/** Usages of the HID Usage Tables 1.5, page in the upper sixteen bits, as WebHID writes them. */
const telephony = 0x0b
const led = 0x08
const usage = (page: number, id: number) => page * 0x1_0000 + id

/** §14 Telephony Device Page; what a headset tells. */
export const buttonUsages = {
  hookSwitch: usage(telephony, 0x20),
  drop: usage(telephony, 0x26),
  phoneMute: usage(telephony, 0x2f),
} as const

/** §11 LED Page; what a headset is told. */
export const lightUsages = {
  mute: usage(led, 0x09),
  offHook: usage(led, 0x17),
  ring: usage(led, 0x18),
} as const

export type ButtonName = keyof typeof buttonUsages
export type LightName = keyof typeof lightUsages

/** The usage page that a collection of a headset has. */
export const telephonyPage = telephony
