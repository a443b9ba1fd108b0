import type { Migration } from '../migrate.ts'

/** What IT says to the desks about the rules, so that weeks are planned by the same; written anew at every start. */
export const sitePolicy: Migration = {
  number: 74,
  name: 'site-policy',
  statements: [
    `CREATE TABLE site_policy (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      doc json NOT NULL
    )`,
  ],
}
