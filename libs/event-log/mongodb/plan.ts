import { eventIdOf } from '../event-id.js'
import type { Position } from '../event.js'
import type { Outcome } from '../outcome.js'
import { RecentTail } from '../recent-tail.js'
import type { KnownTail } from './known-tail.js'
import type { Pending } from './pending.js'

/** A commit and the positions that it is to be stored at. */
export interface Going {
  readonly pending: Pending
  readonly first: Position
  readonly last: Position
}

/** What is to become of a batch, by the known tail and by what its own commits mean for each other. */
export interface Plan {
  readonly going: readonly Going[]
  readonly refused: readonly { readonly pending: Pending; readonly outcome: Outcome }[]
  /** To be planned anew when what goes before them is settled. */
  readonly later: readonly Pending[]
}

/** Gives out positions, in order of arrival, to those whose conditions hold behind the tail and those before them. */
export function planBatch(batch: readonly Pending[], tail: KnownTail, clockOff: Outcome | undefined): Plan {
  const going: Going[] = []
  const refused: { pending: Pending; outcome: Outcome }[] = []
  const planned = new RecentTail()
  const met = new Set<string>()
  let position = tail.position
  for (const [index, pending] of batch.entries()) {
    const isMet = (command: string) => met.has(command)
    const unseen = [...pending.seen].filter((command) => !pending.seenStored.has(command) && !tail.recent.has(command) && !planned.has(command))
    const outcome = refusalOf(pending, tail, unseen[0]) ?? clockOff
    // A command twice, one that saw another of this batch which does not go, one that another is in the way of: what becomes
    // of it depends on what becomes of that other.
    const isOpen = isMet(pending.command) || unseen.some(isMet) || isInTheWay(planned, pending)
    if (isOpen) return { going, refused, later: batch.slice(index) }
    met.add(pending.command)
    if (outcome !== undefined) {
      refused.push({ pending, outcome })
      continue
    }
    const first = position + 1
    position += pending.commit.events.length
    going.push({ pending, first, last: position })
    planned.add(pending.command, [{ position, tags: pending.tags }])
  }
  return { going, refused, later: [] }
}

/** `unseen` is the first event's id of a commit that the decision saw, and that was not stored. */
function refusalOf({ commit: { condition }, checkedUpTo, seen, strangers }: Pending, tail: KnownTail, unseen: string | undefined): Outcome | undefined {
  if (tail.movedTo !== undefined) return { kind: 'moved', successor: tail.movedTo }
  if (condition === undefined) return undefined
  const { tags } = condition
  if (unseen !== undefined) return { kind: 'conflict', tag: tags[0] ?? condition.seen.find((commandId) => eventIdOf(commandId, 0) === unseen) ?? '' }
  const tag = tags.find((each) => strangers.has(each) || tail.recent.hasStrangerAfter(each, checkedUpTo, seen))
  return tag === undefined ? undefined : { kind: 'conflict', tag }
}

const isInTheWay = (planned: RecentTail, { commit: { condition }, checkedUpTo, seen }: Pending): boolean =>
  condition?.tags.some((tag) => planned.hasStrangerAfter(tag, checkedUpTo, seen)) === true
