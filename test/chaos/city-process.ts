import { startCityDouble } from '../support/open311/city-double.ts'
import type { CityWord } from './city-words.ts'

/** The second destination: a GeoReport v2 server of somebody else, in a process of its own. */
const city = await startCityDouble()
const say = (word: CityWord) => process.send?.(word)
process.on('message', () =>
  say({
    kind: 'holds',
    cases: city.requests.map(({ id, fields }) => ({
      reference: id,
      description: fields.get('description') ?? '',
    })),
  }),
)
process.on('disconnect', () => process.exit(0))
say({ kind: 'listening', url: city.url })
