import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openSqlite } from '#platform'
import { toyCommit, upTo } from '../contract/toy-commit.js'
import type { SqliteEventLog } from './sqlite-event-log.js'
import { newSqlitePlace } from './testing/sqlite-place.js'
import type { SqlitePlace } from './testing/sqlite-place.js'

describe('verifying a log', () => {
  let place: SqlitePlace
  let log: SqliteEventLog
  beforeEach(async () => {
    place = await newSqlitePlace()
    log = await place.open()
    for (const _ of upTo(3)) await log.append(toyCommit([['a'], ['a', 'b']]))
  })
  afterEach(() => place.remove())

  it('finds nothing wrong with what was appended, and tells how far it is', async () => {
    for (const _ of upTo(3)) await log.append(toyCommit(upTo(400).map(() => ['a'])))
    const progress: number[] = []
    expect(await log.verify((position) => progress.push(position))).toEqual({ events: 1_206, findings: [], findingCount: 0 })
    expect(progress).toEqual([500, 1_000, 1_206])
  })

  it.each([
    ['a missing event', 'DELETE FROM events WHERE position = 3', 4],
    ['a missing end', 'DELETE FROM events WHERE position = 6', 5],
    ['a changed event', `UPDATE events SET json = replace(json, '1000', '2000 ') WHERE position = 3`, 3],
    ['a position in the JSON that is another', `UPDATE events SET json = replace(json, '"position":3', '"position":4') WHERE position = 3`, 3],
    ['JSON cut off', `UPDATE events SET json = substr(json, 1, 50) WHERE position = 3`, 3],
    ['another type beside it', `UPDATE events SET type = 'other' WHERE position = 3`, 3],
    ['another event id', `UPDATE events SET event_id = 'x' WHERE position = 3`, 3],
    ['time that went backwards', 'UPDATE events SET recorded_at = recorded_at - 5000 WHERE position = 3', 3],
    ['a commit that ends elsewhere', 'UPDATE events SET commit_last = 5 WHERE position = 4', 4],
    ['a missing tag', `DELETE FROM event_tags WHERE tag = 'b' AND position = 4`, 4],
    ['a tag too many', `INSERT INTO event_tags VALUES ('c', 3)`, 3],
    ['a tag of no event', `INSERT INTO event_tags VALUES ('b', 0)`, 0],
    ['a missing commit', 'DELETE FROM commits WHERE first_position = 3', 3],
    ['a commit too many', `INSERT INTO commits VALUES (4, 4, 'x', 'x', 0)`, 4],
    ['a commit of another command', `UPDATE commits SET command_id = 'x' WHERE first_position = 3`, 3],
  ])('finds %s', async (_, sql, position) => {
    const tampering = openSqlite(place.file, { synchronous: 'FULL' })
    tampering.exec(sql)
    tampering.close()
    const { findings, findingCount } = await log.verify()
    expect(findingCount).toBe(findings.length)
    expect(findings.map((finding) => finding.position)).toContain(position)
    expect(findings.every((finding) => Math.abs(finding.position - position) <= 1)).toBe(true)
  })
})
