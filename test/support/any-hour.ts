import type { SiteRules } from '../../src/shared/domain/shifts/site-rules.ts'

/**
 * Rules of a site whose agents work at whatever hour the tests run. Where a real clock drives a test, it may fall into
 * the hour before a shift or the last minutes of one, and there a desk is rightly left alone; or into the middle of one,
 * where whoever has not rested yet is sent to rest at once.
 */
export const anyHour = {
  'F-DISC': { enabled: false },
  'F-LATE': { enabled: false },
  'F-LOGOUT': { enabled: false },
  'F-SHIFT': { enabled: false },
} satisfies SiteRules
