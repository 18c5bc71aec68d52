import type { Actor, Paper } from '#event-log'
import type { Bilingual } from './language.js'
import type { Day, Instant } from './day.js'
import type { DecidedEvent, EventDefinition, FactEvent } from './event-definition.js'
import type { Refusal } from './refusal.js'
import type { StateRef } from './state.js'

/** What a decision may know beside its command and the states that it reads. */
export interface DecisionContext {
  readonly now: Instant
  /** The day that it is in Asia/Ho_Chi_Minh. */
  readonly today: Day
  readonly actor: Actor
  /** An id that is the same whenever this command is decided: UUIDv5 of the commandId and the name. */
  readonly newId: (name: string) => string
  /** The id that an earlier command's decision was given for this name. */
  readonly newIdFor: (commandId: string, name: string) => string
  /** The pseudonym of a citizen number that `identifies` named. */
  readonly personIdOf: (citizenNumber: string) => string
  /** The event that `cites` named, its sealed fields open. */
  readonly citedEvent: (eventId: string) => FactEvent | undefined
  /** A recorded event's right data is judged: its place among the others of its day stands already, and invariants see to it. */
  readonly isCorrection?: true | undefined
}

/** What every command says: the day of the fact and, where there is one, its paper. */
export interface RecordedCommand {
  readonly occurredOn: Day
  readonly paper?: Paper | undefined
}

type StateAt<Ref> = Ref extends StateRef<infer State> ? State : Ref extends readonly StateRef<infer State>[] ? readonly State[] : never

/** The states that the refs of a read name, under the same names; a list of refs gives a list of states. */
export type States<Refs> = { readonly [Name in keyof Refs]: StateAt<Refs[Name]> }

export type Decided = readonly DecidedEvent[] | Refusal

export interface DecisionSpecification<Command extends RecordedCommand, First, Second, Third> {
  /** The command in a few words, for people. */
  readonly title: Bilingual
  /** The event that this command records: what a correction of such an event runs through. */
  readonly records: EventDefinition
  /** Citizen numbers in the command, which become person ids before anything is read. */
  readonly identifies?: (command: Command) => readonly string[]
  readonly reads: (command: Command, context: DecisionContext) => First
  /** States whose tags are known only from the first ones. */
  readonly thenReads?: (states: States<First>, command: Command) => Second
  /** States whose tags are known only from those: a project's group's households. */
  readonly finallyReads?: (states: States<First> & States<Second>, command: Command) => Third
  readonly decide: (states: States<First> & States<Second> & States<Third>, command: Command, context: DecisionContext) => Decided
}

export type CommandClass<Command extends object = object> = new () => Command

export type LoadedStates = Readonly<Record<string, unknown>>
export type StateRefs = Readonly<Record<string, StateRef | readonly StateRef[]>>

/** A row of the decision table: a command class and how it is decided. */
export interface Decision {
  /** Kebab-case of the class: `record-recovery`. */
  readonly name: string
  readonly command: CommandClass
  readonly title: Bilingual
  /** The event that this command records; undefined for a correction, which corrects any. */
  readonly records: EventDefinition | undefined
  readonly identifies: (command: object) => readonly string[]
  /** Ids of events that the command speaks of. */
  readonly cites: (command: object) => readonly string[]
  /** What is read, stage by stage: each sees the states of those before it. */
  readonly stages: readonly ((states: LoadedStates, command: object, context: DecisionContext) => StateRefs)[]
  readonly decide: (states: LoadedStates, command: object, context: DecisionContext) => Decided
}

export const decision = <
  Command extends RecordedCommand, First extends object, Second extends object = Record<never, never>, Third extends object = Record<never, never>,
>(
  command: CommandClass<Command>,
  specification: DecisionSpecification<Command, First, Second, Third>,
): Decision => {
  const { reads, thenReads, finallyReads } = specification
  const row = {
    name: kebabCase(command.name),
    command,
    title: specification.title,
    records: specification.records,
    identifies: specification.identifies ?? (() => []),
    cites: () => [],
    stages: [
      (_states: States<First>, given: Command, context: DecisionContext) => reads(given, context),
      ...(thenReads === undefined ? [] : [(states: States<First>, given: Command) => thenReads(states, given)]),
      ...(finallyReads === undefined ? [] : [(states: States<First> & States<Second>, given: Command) => finallyReads(states, given)]),
    ],
    decide: specification.decide,
  }
  // The table holds decisions of many commands; each is only ever called with its own command and states.
  return row as unknown as Decision
}

export const kebabCase = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
