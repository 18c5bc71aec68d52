import type { RecordedEvent } from '#event-log'
import { incrementedOf } from './counters.js'
import type { Evidence, Stored } from './evidence.js'
import type { Saying } from './journal.js'
import { seenOf } from './seen.js'

export interface Finding {
  readonly check: CheckName
  readonly what: string
}

type Check = (evidence: Evidence) => string[]

/** Every acknowledged commit is there, where it was said to be. That no commit is there twice is `whole`'s. */
const acknowledged: Check = ({ events, said }) => {
  const there = placesOf(events)
  return said.flatMap((saying) => {
    if (saying.says !== 'stored') return []
    const { commandId, firstPosition, lastPosition } = saying
    const place = there.get(commandId)
    if (place === undefined) return [`commit ${commandId}, acknowledged at ${firstPosition}–${lastPosition}, is not there`]
    return isSamePlace(place, saying) ? [] : [`commit ${commandId}, acknowledged at ${firstPosition}–${lastPosition}, is at ${place.firstPosition}–${place.lastPosition}`]
  })
}

/** Positions are 1, 2, 3 …, and time never goes backwards. */
const gapless: Check = ({ events }) =>
  events.flatMap(({ position, recordedAt }, index) => {
    const previous = events[index - 1]
    if (position !== (previous?.position ?? 0) + 1) return [`position ${position} follows ${previous?.position ?? 0}`]
    return previous !== undefined && recordedAt < previous.recordedAt ? [`${recordedAt} at ${position} follows ${previous.recordedAt}`] : []
  })

/** The events of a commit stand together, all of them, once; and somebody sent them. */
const whole: Check = ({ events, said }) => {
  const sent = new Set(said.filter(({ says }) => says === 'sent').map(({ commandId }) => commandId))
  const met = new Set<string>()
  return runsOf(events).flatMap((run) => {
    const [{ commandId, position }] = run
    const isAgain = met.has(commandId)
    met.add(commandId)
    if (isAgain) return [`commit ${commandId} is there again at ${position}`]
    if (!sent.has(commandId)) return [`commit ${commandId} at ${position} was sent by nobody`]
    const isWhole = run.every((event, index) => incrementedOf(event).index === index && incrementedOf(event).of === run.length)
    return isWhole ? [] : [`commit ${commandId} at ${position} has ${run.length} of its ${incrementedOf(run[0]).of} events in their order`]
  })
}

/** Each counter goes 1, 2, 3 …: a decision that was stored over one it had not seen doubles a number. */
const conditions: Check = ({ events }) => {
  const counts = new Map<string, number>()
  return events.flatMap((event) => {
    const { counter, count } = incrementedOf(event)
    const before = counts.get(counter) ?? 0
    counts.set(counter, count)
    return count === before + 1 ? [] : [`counter ${counter} stands at ${count} after ${before}, at position ${event.position}`]
  })
}

/** What was refused as surely not stored is not there. */
const refused: Check = ({ events, said }) => {
  const there = placesOf(events)
  return said.flatMap(({ says, commandId }) => {
    const place = there.get(commandId)
    return says === 'refused' && place !== undefined ? [`commit ${commandId} was refused and is there at ${place.firstPosition}`] : []
  })
}

/** A command has one outcome, whoever asks: in every answer to it, in the log's own word, and in its events. */
const oneOutcome: Check = ({ events, said, outcomes }) => {
  const there = placesOf(events)
  const answered = new Map<string, Saying & Stored>()
  const contradictions = said.flatMap((saying) => {
    if (saying.says !== 'stored') return []
    const earlier = answered.get(saying.commandId)
    answered.set(saying.commandId, saying)
    if (earlier === undefined) return []
    if (!isSamePlace(earlier, saying)) return [`commit ${saying.commandId} was answered with ${earlier.firstPosition} and then with ${saying.firstPosition}`]
    return saying.repeated ? [] : [`commit ${saying.commandId} was answered twice as stored anew`]
  })
  const untold = [...outcomes].flatMap(([commandId, outcome]) => {
    const place = there.get(commandId)
    return isSamePlace(outcome, place) ? [] : [`the log says ${outcome?.firstPosition ?? 'nothing'} of commit ${commandId}, which is at ${place?.firstPosition ?? 'no position'}`]
  })
  return [...contradictions, ...untold]
}

/** The follower saw every event once, in order, and as it stands in the log. */
const followed: Check = ({ events, seen }) => {
  const line = seen.flatMap(({ position, digest }, index) => {
    const previous = seen[index - 1]?.position ?? 0
    if (position !== previous + 1) return [`the follower saw ${position} after ${previous}`]
    const event = events[position - 1]
    if (event === undefined) return [`the follower saw ${position}, which is not there`]
    return seenOf(event).digest === digest ? [] : [`the follower saw something else at ${position}`]
  })
  const unseen = events.length - (seen.at(-1)?.position ?? 0)
  return unseen > 0 ? [...line, `the follower did not see the last ${unseen} events`] : line
}

/** The stored read model is where the log is, and equals a replay. */
const views: Check = ({ events, views: { position, differences } }) => [
  ...(position === events.length ? [] : [`the read model stands at ${position} of ${events.length}`]),
  ...differences.map((difference) => `the read model is not what a replay gives: ${difference}`),
]

export const checks = {
  acknowledged, gapless, whole, conditions, refused, 'one-outcome': oneOutcome, followed, views,
  sound: ({ unsound }: Evidence) => [...unsound],
  'runs-on': ({ troubles }: Evidence) => [...troubles],
} satisfies Record<string, Check>

export type CheckName = keyof typeof checks

export const checkNames = Object.keys(checks) as readonly CheckName[]

/** Empty where every promise was kept. */
export const findingsOf = (evidence: Evidence): Finding[] =>
  checkNames.flatMap((check) => checks[check](evidence).map((what) => ({ check, what })))

type Run = readonly [RecordedEvent, ...RecordedEvent[]]

/** Neighbours of one commit. */
const runsOf = (events: readonly RecordedEvent[]): Run[] => {
  const runs: [RecordedEvent, ...RecordedEvent[]][] = []
  for (const event of events) {
    const run = runs.at(-1)
    if (run?.[0].commandId === event.commandId) run.push(event)
    else runs.push([event])
  }
  return runs
}

/** Where each commit stands first. */
const placesOf = (events: readonly RecordedEvent[]): ReadonlyMap<string, Stored> => {
  const places = new Map<string, Stored>()
  for (const run of runsOf(events)) {
    const [{ commandId, position }] = run
    if (!places.has(commandId)) places.set(commandId, { firstPosition: position, lastPosition: run.at(-1)?.position ?? position })
  }
  return places
}

const isSamePlace = (one: Stored | undefined, other: Stored | undefined): boolean =>
  one?.firstPosition === other?.firstPosition && one?.lastPosition === other?.lastPosition
