import type { TFunction } from 'i18next'
import type { ChannelKind } from '../../../../../shared/domain/procedure-parts.ts'

const kinds: readonly ChannelKind[] = ['online', 'in-person', 'phone', 'email', 'post']

/** The ways to reach the city, for a choice. */
export function channelOptions(t: TFunction): { value: ChannelKind; label: string }[] {
  return kinds.map((value) => ({ value, label: t(`channel.${value}`) }))
}
