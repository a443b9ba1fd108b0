import type { City } from '../../shared/domain/city.ts'

/**
 * VTIMEZONE of RFC 5545 §3.6.5, so that a calendar shows the right hour also where it has no zone data of its own.
 * Rules since 1996 (Directive 2000/84/EC) for Madrid; Guayaquil has had none since 1993.
 */
export const timeZoneBlocks: Readonly<Record<City['timeZone'], string>> = {
  'Europe/Madrid': [
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Madrid',
    'BEGIN:DAYLIGHT',
    'TZNAME:CEST',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'DTSTART:19960331T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'TZNAME:CET',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'DTSTART:19961027T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n'),
  'America/Guayaquil': [
    'BEGIN:VTIMEZONE',
    'TZID:America/Guayaquil',
    'BEGIN:STANDARD',
    'TZNAME:-05',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0500',
    'DTSTART:19930205T000000',
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n'),
}
