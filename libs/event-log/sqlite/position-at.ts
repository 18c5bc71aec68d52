import type { EventRows } from './event-rows.js'

/** Positions and instants grow together, so halving finds the last event recorded by then, without an index of its own. */
export function positionAt(rows: EventRows, instant: string): number {
  const instantMs = Date.parse(instant)
  if (Number.isNaN(instantMs)) throw new TypeError(`${instant} is no instant`)
  let known = 0
  let beyond = rows.head() + 1
  // What is asked for most is now.
  if (beyond > 1 && rows.recordedAtMs(beyond - 1) <= instantMs) return beyond - 1
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2)
    if (rows.recordedAtMs(middle) <= instantMs) known = middle
    else beyond = middle
  }
  return known
}
