import type { Migration } from '../migrate.ts'

/** Who was asked to change functions with whom; kept for a day, so that nobody is asked again who said no. */
export const rotationTrades: Migration = {
  number: 81,
  name: 'rotation-trades',
  statements: [
    `CREATE TABLE rotation_trades (
      trade_id text PRIMARY KEY,
      giver text NOT NULL,
      taker text NOT NULL,
      over boolean NOT NULL,
      arranged_at timestamptz NOT NULL,
      doc json NOT NULL
    )`,
    `CREATE INDEX rotation_trades_open ON rotation_trades (over, arranged_at)`,
  ],
}
