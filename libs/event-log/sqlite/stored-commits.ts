import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SqliteDatabase } from '#platform'
import type { Position } from '../event.js'
import type { StoredCommit } from '../movable-log.js'

const maxBatchCommits = 1_000
const maxBatchCharacters = 4_000_000

interface CommitRow {
  readonly first_position: number
  readonly last_position: number
  readonly command_id: string
  readonly fingerprint: string
  readonly recorded_at: number
}

/** Whole commits after a position, in short statements with turns of the event loop between them, until there are no more. */
export async function* readStoredCommits(database: SqliteDatabase, after: Position): AsyncGenerator<StoredCommit[]> {
  const rowsAfter = database.prepare('SELECT first_position, last_position, command_id, fingerprint, recorded_at FROM commits WHERE first_position > ? ORDER BY first_position LIMIT ?')
  const events = database.prepare('SELECT json FROM events WHERE position BETWEEN ? AND ? ORDER BY position')
  events.setReturnArrays(true)
  for (let last = after; ; await nextTurn()) {
    const rows: readonly CommitRow[] = rowsAfter.all(last, maxBatchCommits)
    const batch: StoredCommit[] = []
    let characters = 0
    for (const row of rows) {
      const jsons: readonly (readonly [string])[] = events.all(row.first_position, row.last_position)
      batch.push({ firstPosition: row.first_position, commandId: row.command_id, fingerprint: row.fingerprint, recordedAt: new Date(row.recorded_at).toISOString(), events: jsons.map(([json]) => json) })
      last = row.last_position
      characters += jsons.reduce((sum, [json]) => sum + json.length, 0)
      if (characters >= maxBatchCharacters) break
    }
    if (batch.length === 0) return
    yield batch
  }
}
