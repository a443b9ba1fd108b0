import { describe, expect, test } from 'vitest'
import { readCallsFile } from '../../../src/backend/schedules/calls-file.ts'

describe('a file of calls', () => {
  const problems = (csv: string) => {
    const read = readCallsFile(csv)
    return read.ok ? [] : read.problems.map((one) => `${one.line} ${one.field}: ${one.rule} ${one.detail}`)
  }

  test('is read in either language, with either separator, and without handle times', () => {
    expect(readCallsFile('day,time,calls\n2026-11-23,08:30,12\n')).toEqual({
      ok: true,
      calls: [{ day: '2026-11-23', half: 17, calls: 12, handleTimeS: null }],
    })
    expect(readCallsFile('\uFEFFFecha;Hora;Llamadas;TMO\r\n23/11/2026;8:00;"3";250\r\n')).toEqual({
      ok: true,
      calls: [{ day: '2026-11-23', half: 16, calls: 3, handleTimeS: 250 }],
    })
  })

  test('may be told by queue, by its code or its name; an unknown one is told, and one half hour may have several', () => {
    const queues = [
      { queueId: 'general', name: 'Información general' },
      { queueId: 'covid', name: 'COVID' },
    ]
    const csv = 'fecha;hora;llamadas;cola\n23/11/2026;8:00;3;general\n23/11/2026;8:00;5;Covid\n'
    expect(readCallsFile(csv, queues)).toEqual({
      ok: true,
      calls: [
        { day: '2026-11-23', half: 16, calls: 3, handleTimeS: null, queueId: 'general' },
        { day: '2026-11-23', half: 16, calls: 5, handleTimeS: null, queueId: 'covid' },
      ],
    })
    expect(readCallsFile(csv.replace('Covid', 'tributos'), queues)).toEqual({
      ok: false,
      problems: [{ line: 3, field: 'queue', rule: 'unknown-queue', detail: 'tributos' }],
    })
  })

  test('says line, field and rule of what is wrong, and then imports nothing', () => {
    expect(
      problems(
        'day,time,calls,tmo\n2026-02-30,08:00,1,\n2026-11-23,08:10,1,\n2026-11-23,09:00,-1,\n2026-11-23,09:30,1,0\n2026-11-23,10:00,1,\n2026-11-23,10:00,2,',
      ),
    ).toEqual([
      '2 day: not-a-day 2026-02-30',
      '3 time: not-a-half-hour 08:10',
      '4 calls: not-a-count -1',
      '5 handle_time_s: not-a-handle-time 0',
      '7 time: twice 6',
    ])
  })

  test('without its columns, empty, or broken, it is refused in words', () => {
    expect(problems('a,b\n1,2')[0]).toBe('1 day: no-column day, dia, día, fecha, date')
    expect(problems('')).toEqual(['1 file: empty '])
    expect(problems('day,time,calls\n"2026-11-23,08:00,1')[0]).toBe('2 file: quotes ')
  })
})
