import type { SqliteDatabase } from '#platform'

/** The rows of an event and of its commit. */
export const prepareInserts = (database: SqliteDatabase) => ({
  insertEvent: database.prepare('INSERT INTO events (position, event_id, type, commit_last, recorded_at, json) VALUES (?, ?, ?, ?, ?, ?)'),
  insertTag: database.prepare('INSERT INTO event_tags (tag, position) VALUES (?, ?)'),
  // Three tags are usual, and one statement for them costs less than three.
  insertThreeTags: database.prepare('INSERT INTO event_tags (tag, position) VALUES (?, ?), (?, ?), (?, ?)'),
  insertCommit: database.prepare('INSERT INTO commits (first_position, last_position, command_id, fingerprint, recorded_at) VALUES (?, ?, ?, ?, ?)'),
})

export type RowInserts = ReturnType<typeof prepareInserts>

export function insertTags({ insertThreeTags, insertTag }: RowInserts, tags: readonly string[], position: number): void {
  if (tags.length === 3) insertThreeTags.run(tags[0], position, tags[1], position, tags[2], position)
  else for (const tag of tags) insertTag.run(tag, position)
}
