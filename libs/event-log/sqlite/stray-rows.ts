import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SqliteDatabase } from '#platform'
import type { Finding } from '../movable-log.js'

const pageRows = 5_000

interface TagRow {
  readonly tag: string
  readonly position: number
}

/** Rows of the tag index that no event stands behind. They are looked for only when there are more rows than `expected`. */
export async function* findStrayTags(database: SqliteDatabase, head: number, expected: number): AsyncGenerator<Finding> {
  let count = 0
  for await (const rows of pagesOfTags(database, head)) count += rows.length
  if (count === expected) return
  const known = database.prepare("SELECT 1 FROM events e, json_each(e.json, '$.tags') t WHERE e.position = ? AND t.value = ?")
  for await (const rows of pagesOfTags(database, head)) {
    for (const { tag, position } of rows) {
      if (!isKnown(() => known.get(position, tag))) yield { position, what: `the index gives it the tag ${tag}, its JSON doesn't` }
    }
  }
}

/** Rows of commits that begin with no event, or in the middle of a commit. */
export async function* findStrayCommits(database: SqliteDatabase, head: number, expected: number): AsyncGenerator<Finding> {
  const count = database.prepare('SELECT count(*) AS count FROM commits WHERE first_position <= ?').get(head)?.count
  if (count === expected) return
  const strays = database.prepare(`
    SELECT c.first_position AS position FROM commits c LEFT JOIN events e ON e.position = c.first_position
    WHERE c.first_position <= ? AND (e.position IS NULL OR EXISTS
      (SELECT 1 FROM events p WHERE p.position = c.first_position - 1 AND p.commit_last >= c.first_position))`)
  for (const { position } of strays.iterate(head)) yield { position, what: 'a row of a commit begins here, and no commit does' }
}

async function* pagesOfTags(database: SqliteDatabase, head: number): AsyncGenerator<readonly TagRow[]> {
  const page = database.prepare('SELECT tag, position FROM event_tags WHERE (tag, position) > (?, ?) ORDER BY tag, position LIMIT ?')
  for (let last: TagRow | undefined = { tag: '', position: 0 }; last; ) {
    const rows: readonly TagRow[] = page.all(last.tag, last.position, pageRows)
    // What was appended meanwhile is not part of this verification.
    yield rows.filter(({ position }) => position <= head)
    last = rows.length === pageRows ? rows[rows.length - 1] : undefined
    await nextTurn()
  }
}

/** JSON that can't be parsed is a finding already; its tags are then unknown. */
function isKnown(look: () => unknown): boolean {
  try {
    return look() !== undefined
  } catch {
    return true
  }
}
