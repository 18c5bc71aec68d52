import { Long } from 'mongodb'
import type { Position } from '../event.js'
import type { CommitRow, Commits } from './commits.js'

/** Positions and instants grow together, so halving finds the last event recorded by then, without an index of its own. */
export async function positionAt(commits: Commits, instant: string): Promise<Position> {
  const instantMs = Date.parse(instant)
  if (Number.isNaN(instantMs)) throw new TypeError(`${instant} is no instant`)
  const tail = await commits.findLast()
  if (tail === undefined) return 0
  // What is asked for most is now.
  if (tail.recordedAt.getTime() <= instantMs) return tail.last
  let [known, beyond] = [0, tail._id]
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2)
    const [row] = await commits.find<Pick<CommitRow, '_id' | 'last' | 'recordedAt'>>(
      { _id: { $lte: Long.fromNumber(middle) } }, { sort: { _id: -1 }, limit: 1, projection: { last: 1, recordedAt: 1 } })
    if (row === undefined) throw new Error(`the log has no event at ${middle}`)
    if (row.recordedAt.getTime() <= instantMs) known = row.last
    else beyond = row._id
  }
  return known
}
