/** Long enough for a running transaction and the telephone's goodbye; a desk that hangs must still end. */
export const longestCloseMs = 5_000

/** A demo city that does not end by itself is ended while the desk still has time to end in order. */
export const longestCityCloseMs = 3_000
