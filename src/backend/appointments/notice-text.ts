import type { Notice } from '../../shared/appointments-api.ts'
import type { Appointment } from '../../shared/domain/appointments/appointment.ts'
import type { City } from '../../shared/domain/city.ts'

const opening: Record<Notice['kind'], string> = {
  confirmation: 'Cita municipal confirmada',
  change: 'Cita municipal cambiada',
  cancellation: 'Cita municipal anulada',
  reminder: 'Le recordamos su cita municipal',
}

/** What a citizen is written: when, where and under which number, and nothing of what it is about (domain §7). */
export function noticeText(
  kind: Notice['kind'],
  { slot, number = '' }: Appointment,
  { country, timeZone, name, numbers }: Pick<City, 'country' | 'timeZone' | 'name' | 'numbers'>,
): string {
  const at = new Intl.DateTimeFormat(`es-${country}`, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(slot.startsAt))
  return [
    `${opening[kind]}: ${at}, ${slot.place}.`,
    `Número: ${number}.`,
    ...(kind === 'cancellation' ? [] : [`Para cambiarla o anularla, llame al ${numbers.main}.`]),
    name,
  ].join(' ')
}
