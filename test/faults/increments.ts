import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { CommandIdReused, Conflict, LogUnavailable, OutcomeUnknown, type Appended, type Commit, type EventLog } from '#event-log'
import { commitOf, counters, incrementedOf, tagOfCounter, type CounterState, type Increment } from './counters.js'
import type { Journal } from './journal.js'

const pauseMs = 100
/** Of the commands whose outcome is unknown one in so many is left alone, so that what becomes of it shows. */
const abandonedOneIn = 4

/** Runs increments as the runner of commands does: states kept from before, decided anew on a conflict, repeated with the same id. */
export class Increments {
  readonly #states = new Map<string, CounterState>()

  constructor(readonly log: EventLog, readonly journal: Journal) {}

  /** Some new command: of one counter, of several at once, or two on one counter, the second sent before the first is answered. */
  async runSome(): Promise<void> {
    const [first, second] = [this.#newIncrement(), this.#newIncrement()]
    if (first.counters.length > 1 || randomInt(3) > 0) return this.#run(first)
    await Promise.all([this.#run(first), this.#run({ ...second, counters: first.counters }, first)])
  }

  /** What a writer that was killed has left unanswered. */
  async takeOver(increment: Increment): Promise<void> {
    this.journal.say({ says: 'taken-over', commandId: increment.commandId })
    await this.#repeat(increment)
  }

  #newIncrement(): Increment {
    const start = randomInt(counters.length)
    const names = [...counters.slice(start), ...counters.slice(0, start)].slice(0, randomInt(4) === 0 ? 3 : 1)
    return { commandId: randomUUID(), counters: names }
  }

  async #run(increment: Increment, behind?: Increment): Promise<void> {
    const { commandId } = increment
    this.journal.say({ says: 'sent', commandId, counters: increment.counters })
    try {
      this.#said(increment, await this.#append(increment, behind === undefined ? this.#decide(increment) : this.#decideBehind(increment, behind)))
    } catch (error) {
      if (error instanceof LogUnavailable) return this.#refused(commandId)
      if (!(error instanceof OutcomeUnknown)) throw error
      this.journal.say({ says: 'unknown', commandId })
      if (randomInt(abandonedOneIn) === 0) return this.journal.say({ says: 'abandoned', commandId })
      await this.#repeat(increment)
    }
  }

  /** What may be stored already is repeated until its outcome is known, and once more: it has one outcome. */
  async #repeat(increment: Increment): Promise<void> {
    for (;;) {
      try {
        this.#said(increment, await this.#findOutcome(increment) ?? await this.#append(increment, await this.#decideAnew(increment)))
        break
      } catch (error) {
        if (!(error instanceof LogUnavailable || error instanceof OutcomeUnknown)) throw error
        await sleep(pauseMs)
      }
    }
    try {
      this.#said(increment, await this.log.append(this.#decide(increment)))
    } catch (error) {
      if (!(error instanceof LogUnavailable || error instanceof OutcomeUnknown)) throw error
    }
  }

  async #findOutcome(increment: Increment): Promise<Appended | undefined> {
    const [outcome] = await this.log.findOutcomes([this.#decide(increment)])
    if (outcome instanceof CommandIdReused) throw outcome
    return outcome
  }

  async #append(increment: Increment, decided: Commit): Promise<Appended> {
    for (let commit = decided; ; commit = await this.#decideAnew(increment)) {
      try {
        const appended = await this.log.append(commit)
        if (!appended.repeated) this.#learnFrom(commit, appended.lastPosition)
        return appended
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
      }
    }
  }

  #decide(increment: Increment): Commit {
    return commitOf(increment, increment.counters.map((counter) => this.#stateOf(counter)))
  }

  /** On what the other will have done, when it is stored. */
  #decideBehind(increment: Increment, { commandId, counters: names }: Increment): Commit {
    const states = names.map((counter) => this.#stateOf(counter)).map(({ count, knownUpTo }) => ({ count: count + 1, knownUpTo }))
    return commitOf(increment, states, [commandId])
  }

  async #decideAnew(increment: Increment): Promise<Commit> {
    const upTo = await this.log.head()
    for (const counter of increment.counters) await this.#readState(counter, upTo)
    return this.#decide(increment)
  }

  #stateOf(counter: string): CounterState {
    return this.#states.get(counter) ?? { count: 0, knownUpTo: 0 }
  }

  async #readState(counter: string, upTo: number): Promise<void> {
    const known = this.#stateOf(counter)
    let count = known.count
    for await (const [last] of this.log.read({ tags: [tagOfCounter(counter)], after: known.knownUpTo, upTo, backwards: true, limit: 1 })) {
      if (last !== undefined) count = incrementedOf(last).count
    }
    this.#learn(counter, { count, knownUpTo: upTo })
  }

  /** Its condition held, so nothing of these counters came between what it was decided on and itself. */
  #learnFrom({ events }: Commit, knownUpTo: number): void {
    for (const { counter, count } of events.map(incrementedOf)) this.#learn(counter, { count, knownUpTo })
  }

  /** Callers learn side by side: what is known already is not forgotten. */
  #learn(counter: string, state: CounterState): void {
    if (state.knownUpTo > this.#stateOf(counter).knownUpTo) this.#states.set(counter, state)
  }

  #said({ commandId }: Increment, { firstPosition, lastPosition, repeated }: Appended): void {
    this.journal.say({ says: 'stored', commandId, firstPosition, lastPosition, repeated })
  }

  /** As somebody who got 503 with Retry-After would wait; the command itself is given up. */
  async #refused(commandId: string): Promise<void> {
    this.journal.say({ says: 'refused', commandId })
    await sleep(pauseMs)
  }
}
