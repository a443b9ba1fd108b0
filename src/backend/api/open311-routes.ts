import type { DescribedRoutes } from './described.ts'

const says = {
  '/discovery': 'Where the endpoint of this city is.',
  '/v2/services': 'What can be reported.',
  '/v2/requests': 'Cases of the services that the city publishes.',
} as const

const xmlOrJson = ['application/xml', 'application/json']
const known = (sentence: string) => ({ says: sentence, who: 'anybody', produces: xmlOrJson }) as const

/** GeoReport v2: the shapes are the standard's, <https://wiki.open311.org/GeoReport_v2/>. */
export const open311RouteDescriptions: DescribedRoutes = {
  ...Object.fromEntries(
    Object.entries(says).flatMap(([path, sentence]) =>
      ['xml', 'json'].map((format) => [`GET /open311${path}.${format}`, known(sentence)]),
    ),
  ),
  'GET /open311/v2/services/:name': known('The form of one service.'),
  'GET /open311/v2/requests/:name': known('One case.'),
  'GET /open311/v2/tokens/:name': known('The number behind a token.'),
  ...Object.fromEntries(
    ['xml', 'json'].map((format) => [
      `POST /open311/v2/requests.${format}`,
      {
        ...known('Files a case; needs an api_key in its form.'),
        consumes: ['application/x-www-form-urlencoded'],
      },
    ]),
  ),
}
