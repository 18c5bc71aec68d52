import { expect } from '@jest/globals'
import { v5 } from 'uuid'
import { getDefinition } from '../catalogue/index.js'
import { decide } from '../core/decide.js'
import type { Decided, Decision, DecisionContext, LoadedStates, StateRefs } from '../core/decision.js'
import { effectiveEvents } from '../core/correction.js'
import type { DecidedEvent, FactEvent } from '../core/event-definition.js'
import { parseCommand } from '../core/parse-command.js'
import { Refusal } from '../core/refusal.js'
import { foldState, type StateRef } from '../core/state.js'
import { decisions } from '../decisions.js'

const namespace = '5b0e5d5e-7b1c-4b51-9a53-6b0f4ce5a001'
export const commandIdOf = (index: number): string => v5(`command-${index}`, namespace)
export const personIdOf = (citizenNumber: string): string => v5(`person-${citizenNumber}`, namespace)

/** A command by its name, its fields as JSON. */
export interface ScenarioCommand {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Given what commands recorded, when one more comes, then what is decided: through the real table, in memory. */
export class Scenario {
  readonly events: FactEvent[]
  #commands: number

  /** Goes on from what was recorded before, if anything. */
  constructor(readonly now = '2026-03-01T03:00:00.000Z', recorded: readonly FactEvent[] = []) {
    this.events = [...recorded]
    this.#commands = recorded.length
  }

  /** Decides a command and, where it isn't refused, records its events. */
  run(command: ScenarioCommand): Decided {
    const row = decisions.find(({ name }) => name === command.name)
    if (row === undefined) throw new Error(`no command ${command.name}`)
    const commandId = commandIdOf(this.#commands++)
    const decided = this.#decide(row, parseCommand(row.command, command.fields), commandId)
    if (!(decided instanceof Refusal)) this.#record(decided, commandId)
    return decided
  }

  /** Records what must not be refused; throws the refusal's message. */
  given(...commands: readonly ScenarioCommand[]): this {
    for (const command of commands) {
      const decided = this.run(command)
      if (decided instanceof Refusal) throw new Error(`given ${command.name} was refused: ${decided.code} ${decided.message.en}`)
    }
    return this
  }

  /** The id that an event's data gives the thing that a command made; records the command. */
  idOf(command: ScenarioCommand, field: string): string {
    this.given(command)
    return String((this.lastEvent.data as Readonly<Record<string, unknown>>)[field])
  }

  get lastEvent(): FactEvent {
    const event = this.events.at(-1)
    if (event === undefined) throw new Error('nothing was recorded')
    return event
  }

  when(command: ScenarioCommand): { refuses: (code: string, facts?: object) => void; records: (...types: string[]) => void } {
    const decided = this.run(command)
    return {
      refuses: (code, facts = {}) => {
        expect(decided instanceof Refusal ? decided.code : decided.map(({ type }) => type)).toBe(code)
        expect((decided as Refusal).facts).toMatchObject(facts)
      },
      records: (...types) => {
        expect(decided instanceof Refusal ? `${decided.code}: ${decided.message.en}` : decided.map(({ type }) => type)).toEqual(types)
      },
    }
  }

  state<State>({ definition, tag }: StateRef<State>): State {
    const events = this.events.filter(({ tags }) => tags.includes(tag))
    return foldState(definition, definition.asRecorded ? events : effectiveEvents(events))
  }

  #decide(row: Decision, command: object, commandId: string): Decided {
    const context: DecisionContext = {
      now: this.now,
      today: this.now.slice(0, 10),
      actor: { id: v5('actor', namespace), role: 'officer' },
      newId: (name) => v5(name, commandId),
      newIdFor: (id, name) => v5(name, id),
      personIdOf,
      citedEvent: (eventId) => this.events.find((event) => event.eventId === eventId),
    }
    let states: LoadedStates = {}
    for (const stage of row.stages) states = { ...states, ...this.#load(stage(states, command, context)) }
    return decide(row, states, command, context)
  }

  #load(refs: StateRefs): Record<string, unknown> {
    return Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, 'tag' in ref ? this.state(ref) : ref.map((each) => this.state(each))]))
  }

  #record(decided: readonly DecidedEvent[], commandId: string): void {
    for (const { type, data } of decided) getDefinition(type).payload.parse(data)
    this.events.push(...decided.map((event, index) => ({ ...event, eventId: v5(String(index), commandId), commandId })))
  }
}
