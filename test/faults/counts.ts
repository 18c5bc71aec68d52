import type { Evidence } from './evidence.js'
import type { Saying } from './journal.js'

/** Commands without an answer of their own, and what became of them. */
export interface Fates {
  readonly count: number
  /** The first attempt had been stored, and a repeat was told so. */
  readonly found: number
  /** The first attempt had come to nothing, and a repeat was stored. */
  readonly storedByRepeat: number
  /** Nobody repeated them, and they are there. */
  readonly leftAndThere: number
  /** Nobody repeated them, and they are not there. */
  readonly leftAndNotThere: number
}

export interface Counts {
  readonly acknowledged: number
  readonly refused: number
  /** Answered with OutcomeUnknown. */
  readonly unknown: Fates
  /** In flight when their writer was killed; another took them over. */
  readonly takenOver: Fates
  readonly events: number
  readonly followed: number
  /** The longest time in which no writer was told of a stored commit. */
  readonly longestPauseMs: number
}

export const countsOf = ({ events, said, seen, outcomes }: Evidence): Counts => {
  const histories = historiesOf(said)
  const having = (says: Saying['says']) => histories.filter((history) => history.some((saying) => saying.says === says))
  return {
    acknowledged: having('stored').length,
    refused: having('refused').length,
    unknown: fatesOf(having('unknown'), outcomes),
    takenOver: fatesOf(having('taken-over'), outcomes),
    events: events.length,
    followed: seen.length,
    longestPauseMs: longestPauseMs(said),
  }
}

const historiesOf = (said: readonly Saying[]): Saying[][] => {
  const histories = new Map<string, Saying[]>()
  for (const saying of said) histories.set(saying.commandId, [...(histories.get(saying.commandId) ?? []), saying])
  return [...histories.values()]
}

const fatesOf = (histories: readonly (readonly Saying[])[], outcomes: Evidence['outcomes']): Fates => {
  const fates = histories.map((history) => {
    const told = history.find((saying) => saying.says === 'stored')
    if (told !== undefined) return told.repeated ? 'found' : 'storedByRepeat'
    const [{ commandId } = { commandId: '' }] = history
    return outcomes.get(commandId) === undefined ? 'leftAndNotThere' : 'leftAndThere'
  })
  const count = (fate: string) => fates.filter((each) => each === fate).length
  return { count: fates.length, found: count('found'), storedByRepeat: count('storedByRepeat'), leftAndThere: count('leftAndThere'), leftAndNotThere: count('leftAndNotThere') }
}

const longestPauseMs = (said: readonly Saying[]): number => {
  const instants = said.filter(({ says }) => says === 'stored').map(({ at }) => at).sort((one, other) => one - other)
  return instants.reduce((longest, at, index) => Math.max(longest, at - (instants[index - 1] ?? at)), 0)
}
