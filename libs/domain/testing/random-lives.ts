import fc from 'fast-check'
import { effectiveEvents, isCorrection } from '../core/correction.js'
import { heldOn } from '../core/dated-list.js'
import type { FactEvent } from '../core/event-definition.js'
import { Refusal } from '../core/refusal.js'
import { foldState, statesOfTag, type StateDefinition, type StateRef } from '../core/state.js'
import { project } from '../project/project.js'
import { anyKind, commandOf, idsOf, kindsAt, type Kind } from './random-commands.js'
import { Scenario } from './scenario.js'
import { village } from './examples-project.js'

/** What a step of a life is drawn from; what it comes to depends on what there is by then. */
export interface Draw {
  readonly pick: number
  readonly thing: number
  readonly other: number
  readonly amount: number
  /** How many days before its turn the fact occurred: papers come late. */
  readonly daysLate: number
  /** One in so many does whatever comes, not what would be the turn of its project. */
  readonly wild: number
}

const draw: fc.Arbitrary<Draw> = fc.record({
  pick: fc.nat({ max: 9_999 }), thing: fc.nat({ max: 999 }), other: fc.nat({ max: 999 }), amount: fc.nat({ max: 999 }),
  daysLate: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 200 }) }), wild: fc.nat({ max: 5 }),
})

/** One sequence of commands for several projects at once. */
export const lives: fc.Arbitrary<Draw[]> = fc.array(draw, { minLength: 60, maxLength: 110 })

const dayMs = 86_400_000
const firstDayMs = Date.parse('2023-05-20')
const lastDayMs = Date.parse('2026-02-20')

/** States kept as the runner keeps them: folded on from what is new, and anew where that corrects something. */
class LiveScenario extends Scenario {
  readonly #byTag = new Map<string, FactEvent[]>()
  readonly kept = new Map<string, { readonly ref: StateRef; readonly folded: number; readonly state: unknown }>()
  #indexed = 0

  override state<State>(ref: StateRef<State>): State {
    const { definition, tag } = ref
    const events = this.eventsOf(tag)
    const key = `${definition.name} ${tag}`
    const known = this.kept.get(key)
    if (known?.folded === events.length) return known.state as State
    const fresh = events.slice(known?.folded ?? 0)
    const state = known !== undefined && (definition.asRecorded === true || !fresh.some(isCorrection)) ? foldState(definition, fresh, known.state as State) : replayed(definition, events)
    this.kept.set(key, { ref: ref as StateRef, folded: events.length, state })
    return state
  }

  eventsOf(tag: string): readonly FactEvent[] {
    for (const event of this.events.slice(this.#indexed)) for (const each of event.tags) this.#byTag.set(each, [...(this.#byTag.get(each) ?? []), event])
    this.#indexed = this.events.length
    return this.#byTag.get(tag) ?? []
  }
}

export const replayed = <State>(definition: StateDefinition<State>, events: readonly FactEvent[]): State =>
  foldState(definition, definition.asRecorded === true ? events : effectiveEvents(events))

const base = village({ stateShareCaps: [{ mode: 'community', areaKind: 'difficult', percent: 80 }, { mode: 'value-chain', areaKind: 'difficult', percent: 'none-known' }] })

/** A village in which projects live, whatever is drawn. */
export class RandomLives {
  readonly scenario = new LiveScenario(undefined, base.scenario.events)
  readonly village = base
  readonly refusals: Refusal[] = []
  #step = 0

  /** Takes a step; gives the events that it recorded. */
  take(step: Draw): readonly FactEvent[] {
    this.#step += 1
    const turnMs = Math.min(lastDayMs, firstDayMs + this.#step * 10 * dayMs)
    const day = new Date(Math.max(firstDayMs, turnMs - step.daysLate * dayMs)).toISOString().slice(0, 10)
    const before = this.scenario.events.length
    const command = commandOf(this.#kindOf(step, day), step, { scenario: this.scenario, village: base, day, number: this.#step })
    if (command === undefined) return []
    const decided = this.scenario.run(command)
    if (decided instanceof Refusal) this.refusals.push(decided)
    return this.scenario.events.slice(before)
  }

  get effective(): FactEvent[] {
    return effectiveEvents(this.scenario.events)
  }

  /** The first invariant that doesn't hold of what these events touched. */
  brokenBy(events: readonly FactEvent[]): Refusal | undefined {
    for (const tag of new Set(events.flatMap(({ tags }) => tags))) {
      for (const definition of statesOfTag(tag)) {
        const broken = definition.invariant?.(this.scenario.state({ definition, tag }), tag)
        if (broken !== undefined) return broken
      }
    }
    return undefined
  }

  #kindOf({ pick, thing, wild }: Draw, day: string): Kind {
    const projectIds = projectIdsOf(this.scenario)
    const projectId = projectIds[thing % Math.max(1, projectIds.length)]
    const stage = projectId === undefined ? undefined : heldOn(this.scenario.state(project(projectId)).stages, day)
    const kinds = wild === 0 ? anyKind : kindsAt(stage, projectIds.length)
    return kinds[pick % kinds.length] as Kind
  }
}

const projectIdsOf = (scenario: Scenario): string[] => idsOf(scenario, 'project-proposed', 'projectId')
