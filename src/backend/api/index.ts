import { appointmentRouteDescriptions } from './appointment-routes.ts'
import { deskRouteDescriptions } from './desk-routes.ts'
import type { DescribedRoutes } from './described.ts'
import { knowledgeRouteDescriptions } from './knowledge-routes.ts'
import { open311RouteDescriptions } from './open311-routes.ts'
import { operatingRouteDescriptions } from './operating-routes.ts'
import { teamRouteDescriptions } from './team-routes.ts'

/** A new route has its line in one of these; without it the backend does not start. */
export const describedRoutes: DescribedRoutes = {
  ...appointmentRouteDescriptions,
  ...deskRouteDescriptions,
  ...knowledgeRouteDescriptions,
  ...teamRouteDescriptions,
  ...open311RouteDescriptions,
  ...operatingRouteDescriptions,
}
