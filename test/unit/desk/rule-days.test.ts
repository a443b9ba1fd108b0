import { createInstance } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import en from '../../../src/renderer/desk/language/en.json' with { type: 'json' }
import es from '../../../src/renderer/desk/language/es.json' with { type: 'json' }
import { daysInWords, weekdaysOf } from '../../../src/renderer/desk/ui/rule-days.ts'

const words = createInstance()
beforeAll(() => words.init({ lng: 'es', resources: { es: { translation: es }, en: { translation: en } } }))

/** The first day is a Wednesday, the 15th. */
const say = (rrule: string, language: 'es' | 'en') =>
  daysInWords(rrule, '2026-04-15', words.getFixedT(language), language)

describe('the days of a recurrence rule are said in words', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'de lunes a viernes', 'Monday to Friday'],
    ['FREQ=WEEKLY;BYDAY=TU,FR', 'los martes y viernes', 'Tuesdays and Fridays'],
    ['FREQ=WEEKLY;BYDAY=FR,MO,WE', 'los lunes, miércoles y viernes', 'Mondays, Wednesdays, and Fridays'],
    ['FREQ=WEEKLY;BYDAY=SA', 'los sábados', 'Saturdays'],
    ['FREQ=WEEKLY', 'los miércoles', 'Wednesdays'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', 'todos los días', 'every day'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'los lunes, cada 2 semanas', 'Mondays, every 2 weeks'],
    ['FREQ=DAILY', 'todos los días', 'every day'],
    ['FREQ=DAILY;INTERVAL=3', 'cada 3 días', 'every 3 days'],
    ['FREQ=MONTHLY;BYDAY=1MO', 'el primer lunes de cada mes', 'the first Monday of every month'],
    ['FREQ=MONTHLY;BYDAY=-1TH', 'el último jueves de cada mes', 'the last Thursday of every month'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'los días 1 y 15 de cada mes', 'days 1 and 15 of every month'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'el último día de cada mes', 'the last day of every month'],
    ['FREQ=MONTHLY', 'el día 15 de cada mes', 'day 15 of every month'],
    [
      'FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T235959Z',
      'los lunes, hasta el 31/12/2026',
      'Mondays, until 31/12/2026',
    ],
    [
      'FREQ=DAILY;COUNT=4',
      'todos los días, 4 veces desde el 15/04/2026',
      'every day, 4 times from 15/04/2026',
    ],
  ])('%s', (rrule, spanish, english) => {
    expect(say(rrule, 'es')).toBe(spanish)
    expect(say(rrule, 'en')).toBe(english)
  })

  test.each(['FREQ=YEARLY', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1', 'FREQ=MONTHLY;BYDAY=1MO,2TU', 'gibberish'])(
    '%s is more than these words can say, and is shown as it is',
    (rrule) => expect(say(rrule, 'es')).toBe(`con un calendario propio (${rrule})`),
  )
})

test('the form shows weekdays only of a rule that comes week by week: MONTHLY holds MO and TH in its name', () => {
  expect(weekdaysOf('FREQ=WEEKLY;BYDAY=TU,TH')).toEqual(['TU', 'TH'])
  expect(weekdaysOf('FREQ=MONTHLY;BYDAY=1FR')).toBeNull()
  expect(weekdaysOf('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO')).toBeNull()
  expect(weekdaysOf('FREQ=WEEKLY;BYDAY=MO;COUNT=3')).toBeNull()
})
