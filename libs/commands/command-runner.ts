import canonicalize from 'canonicalize'
import { v5 } from 'uuid'
import {
  Conflict, eventIdOf, type Appended, type Commit, type EventLog, type JsonObject, type NewEvent, type RecordedEvent,
} from '#event-log'
import {
  dayAt, decide, inTodaysShape, markedFieldsOf, openFieldsOf, Refusal, replaceFields,
  type DecidedEvent, type Decision, type DecisionContext, type FactEvent, type LoadedStates, type StateRef, type StateRefs,
} from '#domain'
import type { Vault } from '#vault'
import { StateCache } from './state-cache.js'
import { CommandRefused, type Envelope, type Recorded } from './submission.js'
import { Turn } from './turn.js'

/** A command on its way: waiting, decided, and in the end settled. */
interface Pending {
  readonly row: Decision
  readonly command: object
  readonly envelope: Envelope
  readonly fingerprint: string
  readonly resolve: (recorded: Recorded) => void
  readonly reject: (error: unknown) => void
  conflicts: number
}

/** What a turn decided of one command. */
interface Verdict {
  readonly pending: Pending
  readonly decided: readonly DecidedEvent[] | Refusal
  readonly tags: readonly string[]
  readonly seen: readonly string[]
}

export interface CommandRunnerOptions {
  readonly log: EventLog
  readonly vault: Vault
  readonly clock?: (() => Date) | undefined
  /** Commands decided together, at most. */
  readonly maxTurn?: number | undefined
  /** How often a command is decided anew after a conflict before its caller is told. */
  readonly maxConflicts?: number | undefined
}

/**
 * Runs decisions: load, decide, seal, append, and again on conflict. Commands of a process are decided in turns,
 * in the order in which they came: each sees what those before it decided, and a turn's commits go to the log
 * together. So a busy tag doesn't conflict with itself, and one fsync carries many commands.
 */
export class CommandRunner {
  readonly #log: EventLog
  readonly #vault: Vault
  readonly #clock: () => Date
  readonly #maxTurn: number
  readonly #maxConflicts: number
  readonly #cache: StateCache
  #waiting: Pending[] = []
  #running: Promise<void> | undefined

  constructor({ log, vault, clock = () => new Date(), maxTurn = 256, maxConflicts = 20 }: CommandRunnerOptions) {
    this.#log = log
    this.#vault = vault
    this.#clock = clock
    this.#maxTurn = maxTurn
    this.#maxConflicts = maxConflicts
    this.#cache = new StateCache(log, (events) => this.#open(events))
  }

  /** Throws `CommandRefused`, `Conflict` after many tries, `CommandIdReused`, or the log's errors. */
  run(row: Decision, command: object, envelope: Envelope): Promise<Recorded> {
    const fingerprint = this.#vault.fingerprint(canonicalize([row.name, command, envelope.actor.id]) as string)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, command, envelope, fingerprint, resolve, reject, conflicts: 0 })
      this.#running ??= this.#runTurns()
    })
  }

  /** Waits until every command that came so far is settled. */
  async drained(): Promise<void> {
    await this.#running
  }

  async #runTurns(): Promise<void> {
    // What arrives in the same tick of the event loop goes into the same turn.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#maxTurn)
      await this.#runTurn(batch).catch((error: unknown) => {
        const waiting = new Set(this.#waiting)
        for (const pending of batch) if (!waiting.has(pending)) pending.reject(error)
      })
    }
    this.#running = undefined
  }

  async #runTurn(batch: readonly Pending[]): Promise<void> {
    await this.#cache.followTail()
    const fresh = await this.#withoutRepeats(batch)
    if (fresh.length === 0) return
    const contextOf = await this.#contexts(fresh)
    await this.#cache.load(fresh.flatMap((pending) => firstRefs(pending, contextOf(pending))))
    const turn = new Turn(this.#cache)
    const verdicts: Verdict[] = []
    for (const [index, pending] of fresh.entries()) {
      const verdict = await this.#judge(turn, pending, contextOf(pending)).catch(pending.reject)
      if (verdict === undefined) continue
      verdicts.push(verdict)
      if (verdict.decided instanceof Refusal) continue
      turn.add(pending.envelope.commandId, verdict.decided)
      if (!verdict.decided.some((event) => event.correctsEventId !== undefined)) continue
      // What a correction changes is folded anew from the log: whoever comes after it waits for the next turn.
      this.#waiting.unshift(...fresh.slice(index + 1))
      break
    }
    const results = await this.#append(verdicts)
    this.#advance(turn, [...results.values()])
    await this.#settle(verdicts, results)
  }

  /** Where the turn's events stand right behind what the cache knows, it takes them in; otherwise it reads the log. */
  #advance(turn: Turn, results: readonly PromiseSettledResult<Appended>[]): void {
    let position = this.#cache.position
    for (const result of results) {
      if (result.status === 'rejected' || result.value.repeated || result.value.firstPosition !== position + 1) return
      position = result.value.lastPosition
    }
    this.#cache.advance(turn.facts, position)
  }

  /** Answers the commands that were recorded before; two with one id in a batch go one after another. */
  async #withoutRepeats(batch: readonly Pending[]): Promise<Pending[]> {
    const first = new Map(batch.toReversed().map((pending) => [pending.envelope.commandId, pending]))
    this.#waiting.unshift(...batch.filter((pending) => first.get(pending.envelope.commandId) !== pending))
    const unique = batch.filter((pending) => first.get(pending.envelope.commandId) === pending)
    const outcomes = await Promise.allSettled(unique.map(({ envelope, fingerprint }) => this.#log.findOutcome(envelope.commandId, fingerprint)))
    return unique.filter((pending, index) => {
      const outcome = outcomes[index] as PromiseSettledResult<Appended | undefined>
      if (outcome.status === 'rejected') pending.reject(outcome.reason)
      else if (outcome.value !== undefined) this.#answerRepeat(pending, outcome.value)
      return outcome.status === 'fulfilled' && outcome.value === undefined
    })
  }

  #answerRepeat({ resolve, reject }: Pending, outcome: Appended): void {
    Promise.all(outcome.eventIds.map((eventId) => this.#log.findEvent(eventId)))
      .then((events) => resolve(recordedAs(outcome, events.filter((event) => event !== undefined))))
      .catch(reject)
  }

  async #contexts(batch: readonly Pending[]): Promise<(pending: Pending) => DecisionContext> {
    const now = this.#clock().toISOString()
    const numbers = [...new Set(batch.flatMap(({ row, command }) => row.identifies(command)))]
    const personIds = new Map((numbers.length === 0 ? [] : await this.#vault.personIds(numbers)).map((personId, index) => [numbers[index], personId]))
    const cited = await this.#citedEvents(batch)
    return ({ envelope }) => ({
      now,
      today: dayAt(now),
      actor: envelope.actor,
      newId: (name) => v5(name, envelope.commandId),
      newIdFor: (commandId, name) => v5(name, commandId),
      personIdOf: (number) => personIds.get(number) ?? fail(`the decision did not identify a citizen number that it uses`),
      citedEvent: (eventId) => cited.get(eventId),
    })
  }

  async #citedEvents(batch: readonly Pending[]): Promise<Map<string, FactEvent>> {
    const ids = [...new Set(batch.flatMap(({ row, command }) => row.cites(command)))]
    const found = (await Promise.all(ids.map((id) => this.#log.findEvent(id)))).filter((event) => event !== undefined)
    // The cache's position guards the decision: an event beyond it is not there yet for this turn.
    const known = found.filter(({ position }) => position <= this.#cache.position)
    return new Map((await this.#open(known)).map((event) => [event.eventId, event]))
  }

  async #judge(turn: Turn, pending: Pending, context: DecisionContext): Promise<Verdict> {
    const { row, command } = pending
    const tags = new Set<string>()
    let states: LoadedStates = {}
    for (const stage of row.stages) {
      const refs = stage(states, command, context)
      for (const { tag } of allOf(refs)) tags.add(tag)
      states = { ...states, ...(await loadAll(turn, refs)) }
    }
    const decided = decide(row, states, command, context)
    const read = [...tags]
    return { pending, decided, tags: read, seen: turn.seen(read) }
  }

  async #append(verdicts: readonly Verdict[]): Promise<Map<Verdict, PromiseSettledResult<Appended>>> {
    const deciding = verdicts.filter(({ decided }) => !(decided instanceof Refusal) && decided.length > 0)
    const commits = await this.#seal(deciding)
    const results = await Promise.allSettled(commits.map((commit) => this.#log.append(commit)))
    return new Map(deciding.map((verdict, index) => [verdict, results[index] as PromiseSettledResult<Appended>]))
  }

  /** The commits of a turn, their sealed fields closed; every key is durable before this returns. */
  async #seal(verdicts: readonly Verdict[]): Promise<Commit[]> {
    const open = verdicts.flatMap(({ pending, decided }) =>
      (decided as readonly DecidedEvent[]).flatMap((event, index) => {
        const fields = openFieldsOf(markedFieldsOf(event), event.data, event.subject)
        if (fields.length === 0) return []
        const eventId = eventIdOf(pending.envelope.commandId, index)
        return fields.map((field) => ({ ...field, eventId, at: `${eventId}/${field.field}` }))
      }),
    )
    const closed = open.length === 0 ? [] : await this.#vault.seal(open.map(({ key, at, value }) => ({ key, at, value })))
    const closedByEvent = new Map<string, Map<string, unknown>>()
    open.forEach(({ eventId, field }, index) => {
      closedByEvent.set(eventId, (closedByEvent.get(eventId) ?? new Map<string, unknown>()).set(field, closed[index]))
    })
    return verdicts.map(({ pending: { envelope, fingerprint }, decided, tags, seen }) => ({
      commandId: envelope.commandId,
      fingerprint,
      actor: envelope.actor,
      entrySource: envelope.entrySource,
      correlationId: envelope.correlationId ?? envelope.commandId,
      causationId: envelope.causationId,
      events: (decided as readonly DecidedEvent[]).map((event, index) => {
        const fields = closedByEvent.size === 0 ? undefined : closedByEvent.get(eventIdOf(envelope.commandId, index))
        return { ...event, data: fields === undefined ? (event.data as JsonObject) : replaceFields(event.data as JsonObject, fields) } satisfies NewEvent
      }),
      condition: tags.length === 0 ? undefined : { tags, after: this.#cache.position, seen },
    }))
  }

  async #settle(verdicts: readonly Verdict[], results: ReadonlyMap<Verdict, PromiseSettledResult<Appended>>): Promise<void> {
    const failed = new Set<string>()
    const again: Pending[] = []
    for (const verdict of verdicts) {
      const { pending, decided, seen } = verdict
      const result = results.get(verdict)
      const onFailed = seen.some((commandId) => failed.has(commandId))
      if (result?.status === 'fulfilled' && result.value.repeated) this.#answerRepeat(pending, result.value)
      else if (result?.status === 'fulfilled') pending.resolve(recordedAs(result.value, decided as readonly DecidedEvent[]))
      else if (result !== undefined) failed.add(pending.envelope.commandId)
      if (result?.status === 'rejected' && !(result.reason instanceof Conflict)) pending.reject(result.reason)
      else if (result?.status === 'rejected' || (result === undefined && onFailed)) again.push(pending)
      else if (decided instanceof Refusal) pending.reject(new CommandRefused(decided))
      else if (result === undefined) pending.resolve({ position: this.#cache.position, events: [], repeated: false })
    }
    const [retried, given] = partition(again, (pending) => (pending.conflicts += 1) <= this.#maxConflicts)
    for (const { reject } of given) reject(new Conflict('several'))
    this.#waiting.unshift(...retried)
    // Two processes that meet on a tag step aside for different times.
    if (retried.length > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
  }

  async #open(events: readonly RecordedEvent[]): Promise<FactEvent[]> {
    const sealed = events.filter((event) => markedFieldsOf(event).some(({ sealedBy }) => sealedBy !== undefined))
    if (sealed.length === 0) return events.map(inTodaysShape)
    const opened = await this.#vault.open(sealed.map(({ data }) => data))
    const dataOf = new Map(sealed.map((event, index) => [event, opened[index] as JsonObject]))
    return events.map((event) => inTodaysShape({ ...event, data: dataOf.get(event) ?? event.data }))
  }
}

const recordedAs = ({ lastPosition, eventIds, repeated }: Appended, events: readonly { readonly type: string; readonly subject: string }[]): Recorded => ({
  position: lastPosition,
  events: events.map(({ type, subject }, index) => ({ eventId: eventIds[index] as string, type, subject })),
  repeated,
})

const loadAll = async (turn: Turn, refs: StateRefs): Promise<LoadedStates> => {
  const states = await turn.states(allOf(refs))
  let next = 0
  return Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, isList(ref) ? ref.map(() => states[next++]) : states[next++]]))
}

/** What a command reads first, so that a turn's can be brought in together; what is wrong with it shows when it is decided. */
const firstRefs = ({ row, command }: Pending, context: DecisionContext): StateRef[] => {
  try {
    return allOf(row.stages[0]?.({}, command, context) ?? {})
  } catch {
    return []
  }
}

const allOf = (refs: StateRefs): StateRef[] => Object.values(refs).flat()

const isList = (ref: StateRef | readonly StateRef[]): ref is readonly StateRef[] => Array.isArray(ref)

const partition = <Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] => {
  const yes: Item[] = []
  const no: Item[] = []
  for (const item of items) (test(item) ? yes : no).push(item)
  return [yes, no]
}

const fail = (message: string): never => {
  throw new Error(message)
}
