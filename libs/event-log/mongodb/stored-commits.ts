import { Long } from 'mongodb'
import type { Position, RecordedEvent } from '../event.js'
import type { StoredCommit } from '../movable-log.js'
import type { CommitRow, Commits } from './commits.js'

const pageCommits = 500

type StoredRow = Pick<CommitRow, '_id' | 'last' | 'recordedAt'> & Partial<Pick<CommitRow, 'fingerprint' | 'events'>>

/** Whole commits after a position, page by page, until there are no more. */
export async function* readStoredCommits(commits: Commits, after: Position): AsyncGenerator<StoredCommit[]> {
  for (let low = after + 1; ; ) {
    const rows = await commits.find<StoredRow>({ _id: { $gte: Long.fromNumber(low) } }, {
      sort: { _id: 1 }, limit: pageCommits, singleBatch: true, projection: { last: 1, recordedAt: 1, fingerprint: 1, events: 1 },
    })
    const batch = rows.flatMap(storedCommit)
    const last = batch.at(-1)
    if (last === undefined) return
    low = last.firstPosition + last.events.length
    yield batch
  }
}

function storedCommit({ _id, recordedAt, fingerprint, events }: StoredRow): StoredCommit[] {
  const [first] = events ?? []
  if (events === undefined || fingerprint === undefined || first === undefined) return []
  const { commandId } = JSON.parse(first) as RecordedEvent
  return [{ firstPosition: _id, commandId, fingerprint, recordedAt: recordedAt.toISOString(), events }]
}
