import { decide, Refusal, type DecisionContext, type LoadedStates, type StateRef, type StateRefs } from '#domain'
import type { Pending, Verdict } from './pending.js'
import type { StateCache } from './state-cache.js'
import type { Turn } from './turn.js'

/** Reads a command's states stage by stage, and decides it. */
export const judge = async ({ pending, turn, cache, context }: { pending: Pending; turn: Turn; cache: StateCache; context: DecisionContext }): Promise<Verdict> => {
  const { row, command } = pending
  const tags = new Set<string>()
  const seen = new Set<string>()
  // The lowest position that any of the states is read at: the cache may move on between stages, and then has seen more.
  const after = cache.position
  const states: Record<string, unknown> = {}
  for (const [index, stage] of row.stages.entries()) {
    const refs = (index === 0 ? pending.firstRefs : undefined) ?? stage(states, command, context)
    const stageTags = refsIn(refs).map(({ tag }) => tag)
    for (const tag of stageTags) tags.add(tag)
    turn.addSeen(stageTags, seen)
    Object.assign(states, await load(turn, refs))
  }
  const decided = decide(row, states, command, context)
  if (!(decided instanceof Refusal)) turn.add(pending.envelope.commandId, decided)
  return { pending, decided, tags: [...tags], after, seen: [...seen] }
}

/** What a command reads first, so that a turn's can be brought in together; what is wrong with it shows when it is judged. */
export const firstRefs = (pending: Pending, context: DecisionContext): StateRef[] => {
  const { row, command } = pending
  try {
    pending.firstRefs = row.stages[0]?.({}, command, context) ?? {}
  } catch {
    pending.firstRefs = undefined
  }
  return refsIn(pending.firstRefs ?? {})
}

const load = async (turn: Turn, refs: StateRefs): Promise<LoadedStates> => {
  const states = await turn.states(refsIn(refs))
  let next = 0
  return Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, isList(ref) ? ref.map(() => states[next++]) : states[next++]]))
}

const refsIn = (refs: StateRefs): StateRef[] => {
  const all: StateRef[] = []
  for (const ref of Object.values(refs)) if (isList(ref)) all.push(...ref); else all.push(ref)
  return all
}

const isList = (ref: StateRef | readonly StateRef[]): ref is readonly StateRef[] => Array.isArray(ref)
