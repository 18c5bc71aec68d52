import type { DataOf, EventDefinition, FactEvent } from './event-definition.js'
import type { Refusal } from './refusal.js'

type Fold<State> = (state: State, event: FactEvent) => State

/**
 * A small state that decisions read: a fold over the events of one tag. Corrections never reach it:
 * it folds what holds after them (see `effectiveEvents`).
 */
export interface StateDefinition<State = unknown> {
  readonly name: string
  readonly initial: State
  readonly fold: Fold<State>
  /** True where the state folds every event of its tag as it was recorded, corrections among them. */
  readonly asRecorded?: boolean | undefined
  /** What must always hold, whatever is corrected: a balance not below zero, support only after approval. */
  readonly invariant?: ((state: State, tag: string) => Refusal | undefined) | undefined
}

/** Which state of which thing. */
export interface StateRef<State = unknown> {
  readonly definition: StateDefinition<State>
  readonly tag: string
}

export interface StateFactory<State> {
  (id: string): StateRef<State>
  readonly definition: StateDefinition<State>
}

export type StateOf<Ref> = Ref extends StateRef<infer State> ? State : never

interface FoldEntry<State> {
  readonly type: string
  readonly fold: Fold<State>
}

/** One line of a state's fold: `on(recoveryReceived, (state, event) => …)`, typed by the event's definition. */
export const on = <State, Definition extends EventDefinition>(
  definition: Definition,
  fold: (state: State, event: FactEvent<Definition['type'], DataOf<Definition>>) => State,
): FoldEntry<State> => ({ type: definition.type, fold: fold as unknown as Fold<State> })

export const defineState = <State>(specification: {
  readonly name: string
  /** The kind of tag: `obligation` for `obligation:<id>`. */
  readonly tagKind: string
  readonly initial: State
  readonly on: readonly FoldEntry<State>[]
  /** Folds every event of the tag whose type `on` doesn't name, whatever it says. */
  readonly onAnyOther?: Fold<State>
  readonly invariant?: (state: State, tag: string) => Refusal | undefined
}): StateFactory<State> => {
  const folds = new Map(specification.on.map(({ type, fold }) => [type, fold]))
  const definition: StateDefinition<State> = {
    name: specification.name,
    initial: specification.initial,
    fold: (state, event) => (folds.get(event.type) ?? specification.onAnyOther)?.(state, event) ?? state,
    invariant: specification.invariant,
  }
  defined.set(specification.tagKind, [...(defined.get(specification.tagKind) ?? []), definition as StateDefinition])
  return Object.assign((id: string) => ({ definition, tag: `${specification.tagKind}:${id}` }), { definition })
}

const defined = new Map<string, StateDefinition[]>()

/** The states that are folded from a tag's events: what a correction of one of them must not break. */
export const statesOfTag = (tag: string): readonly StateDefinition[] => defined.get(tag.slice(0, tag.indexOf(':'))) ?? []

/** Every event of a tag as it was recorded: what corrections are judged by. */
export const tagHistory = (tag: string): StateRef<readonly FactEvent[]> => ({ definition: history, tag })

const history: StateDefinition<readonly FactEvent[]> = {
  name: 'tag-history',
  initial: [],
  fold: (events, event) => [...events, event],
  asRecorded: true,
}

/** The state after these events, which are those of its tag in position order, corrections already applied. */
export const foldState = <State>(definition: StateDefinition<State>, events: readonly FactEvent[], from = definition.initial): State =>
  events.reduce((state, event) => definition.fold(state, event), from)
