import { Long } from 'mongodb'
import type { Position, RecordedEvent } from '../event.js'
import { binaryOf, uuidOf } from './commit-document.js'
import type { CommitRow } from './commits.js'
import type { KnownTail } from './known-tail.js'
import type { Pending } from './pending.js'

/** More than this many commits under the tags of one batch's conditions, and they are looked for one by one. */
const mostRows = 256

type TaggedRow = Pick<CommitRow, '_id' | 'last' | 'tags' | 'eventIds'>

interface Look {
  readonly pending: Pending
  readonly tags: readonly string[]
}

/**
 * Checks conditions against what lies before the recent tail, by the index: for a whole batch with a few reads, and none
 * where the recent tail alone can tell. What was once checked is never checked again, since it can't change.
 */
export class LookBack {
  constructor(readonly tail: KnownTail) {}

  async look(batch: readonly Pending[]): Promise<void> {
    await this.#lookUpSeen(batch)
    await this.#leaveCommits(batch)
    const { base } = this.tail.recent
    const looks = batch.flatMap((pending): Look[] => {
      const tags = pending.commit.condition?.tags ?? []
      return tags.length > 0 && pending.checkedUpTo < base ? [{ pending, tags }] : []
    })
    if (looks.length === 0) return
    const rows = await this.#findTagged(looks, base)
    for (const look of looks) {
      if (rows === undefined) await this.#lookOneByOne(look, base)
      else markStrangers(look, rows)
    }
    for (const { pending } of looks) pending.checkedUpTo = base
  }

  /** Commits that decisions had seen and that are neither recent nor come before them in this batch. */
  async #lookUpSeen(batch: readonly Pending[]): Promise<void> {
    const here = new Set<string>()
    const missing = new Set<string>()
    for (const pending of batch) {
      for (const command of pending.seen) {
        if (!pending.seenStored.has(command) && !this.tail.recent.has(command) && !here.has(command)) missing.add(command)
      }
      here.add(pending.command)
    }
    if (missing.size === 0) return
    const found = new Set((await this.tail.commits.findOutcomes([...missing])).map(({ eventIds }) => firstOf(eventIds)))
    for (const pending of batch) for (const command of pending.seen) if (found.has(command)) pending.seenStored.add(command)
  }

  /** A condition that begins within a commit is checked against the rest of that one event by event; then it begins behind it. */
  async #leaveCommits(batch: readonly Pending[]): Promise<void> {
    const unclear = batch.filter(({ commit, checkedUpTo }) => commit.condition && this.tail.isEndOfCommit(checkedUpTo) !== true)
    if (unclear.length === 0) return
    const old = unclear.filter(({ checkedUpTo }) => this.tail.isEndOfCommit(checkedUpTo) === undefined)
    const ends = await this.#findEnds([...new Set(old.map(({ checkedUpTo }) => checkedUpTo))])
    for (const pending of unclear) if (!ends.has(pending.checkedUpTo)) await this.#leaveCommit(pending)
  }

  /** Those of the positions behind which a commit begins. */
  async #findEnds(positions: readonly Position[]): Promise<Set<Position>> {
    if (positions.length === 0) return new Set()
    const firsts = positions.map((position) => Long.fromNumber(position + 1))
    const rows = await this.tail.commits.find<Pick<CommitRow, '_id'>>({ _id: { $in: firsts } }, { projection: { _id: 1 } })
    return new Set(rows.map(({ _id }) => _id - 1))
  }

  async #leaveCommit(pending: Pending): Promise<void> {
    const after = pending.checkedUpTo
    const projection = { last: 1, eventIds: { $slice: 1 }, events: 1 }
    const [row] = await this.tail.commits.find<Pick<CommitRow, '_id' | 'last' | 'eventIds' | 'events'>>({ _id: { $lte: Long.fromNumber(after) } }, { sort: { _id: -1 }, limit: 1, projection })
    if (row === undefined || row.last <= after) return
    pending.checkedUpTo = row.last
    if (pending.seen.has(firstOf(row.eventIds))) return
    const rest = row.events.slice(after - row._id + 1).flatMap((json) => (JSON.parse(json) as RecordedEvent).tags)
    for (const tag of pending.commit.condition?.tags ?? []) if (rest.includes(tag)) pending.strangers.add(tag)
  }

  /** What stands under any of the tags before the recent tail; undefined when it is much. */
  async #findTagged(looks: readonly Look[], base: Position): Promise<TaggedRow[] | undefined> {
    const tagsAfter = new Map<Position, Set<string>>()
    for (const { pending, tags } of looks) {
      const known = tagsAfter.get(pending.checkedUpTo) ?? new Set()
      tags.forEach((tag) => known.add(tag))
      tagsAfter.set(pending.checkedUpTo, known)
    }
    const upTo = Long.fromNumber(base)
    const either = [...tagsAfter].map(([after, tags]) => ({ tags: { $in: [...tags] }, _id: { $gt: Long.fromNumber(after), $lte: upTo } }))
    const projection = { last: 1, tags: 1, eventIds: { $slice: 1 } }
    const [only] = either
    const rows = await this.tail.commits.find<TaggedRow>(either.length === 1 && only ? only : { $or: either }, { hint: 'tags', limit: mostRows, projection })
    return rows.length === mostRows ? undefined : rows
  }

  async #lookOneByOne({ pending, tags }: Look, base: Position): Promise<void> {
    const _id = { $gt: Long.fromNumber(pending.checkedUpTo), $lte: Long.fromNumber(base) }
    const eventIds = { $nin: [...pending.seen].map(binaryOf) }
    for (const tag of tags) {
      const rows = await this.tail.commits.find({ tags: tag, _id, eventIds }, { hint: 'tags', limit: 1, projection: { _id: 1 } })
      if (rows.length > 0) pending.strangers.add(tag)
    }
  }
}

function markStrangers({ pending, tags }: Look, rows: readonly TaggedRow[]): void {
  for (const row of rows) {
    if (row._id <= pending.checkedUpTo || pending.seen.has(firstOf(row.eventIds))) continue
    for (const tag of tags) if (row.tags.includes(tag)) pending.strangers.add(tag)
  }
}

const firstOf = (eventIds: TaggedRow['eventIds']): string => (eventIds[0] === undefined ? '' : uuidOf(eventIds[0]))
