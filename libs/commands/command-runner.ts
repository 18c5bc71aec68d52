import { setImmediate as endOfRound } from 'node:timers/promises'
import { CommandIdReused, Conflict, type Appended, type Commit, type EventLog, type JsonObject, type RecordedEvent } from '#event-log'
import { dayAt, inTodaysShape, markedFieldsOf, Refusal, type Decision, type DecisionContext, type FactEvent } from '#domain'
import { canonicalJson, nameBasedId } from '#platform'
import type { Vault } from '#vault'
import { firstRefs, judge } from './judge.js'
import type { Pending, Verdict } from './pending.js'
import { sealCommits, type Deciding } from './seal-commits.js'
import { StateCache } from './state-cache.js'
import { CommandRefused, type Envelope, type Recorded } from './submission.js'
import { Turn } from './turn.js'

export interface CommandRunnerOptions {
  readonly log: EventLog
  readonly vault: Vault
  readonly clock?: (() => Date) | undefined
  /** Commands decided together, at most. */
  readonly maxTurn?: number | undefined
  /** How often a command is decided anew after a conflict before its caller is told. */
  readonly maxConflicts?: number | undefined
}

/** So many turns may be on their way while another is decided: then the log has the next batch at hand when it is done with one. */
const mostOnTheirWay = 2

/** A turn whose commits have been sent and not all been answered. */
interface OnItsWay {
  readonly turn: Turn
  readonly commandIds: ReadonlySet<string>
  readonly settled: Promise<void>
}

/**
 * Runs decisions: load, decide, seal, append, and again on conflict. Commands of a process are decided in turns,
 * in the order in which they came: each sees what those before it decided, also what is still on its way to the log.
 * So a busy tag doesn't conflict with itself, and one fsync carries many commands.
 */
export class CommandRunner {
  readonly #log: EventLog
  readonly #vault: Vault
  readonly #clock: () => Date
  readonly #maxTurn: number
  readonly #maxConflicts: number
  readonly #cache: StateCache
  readonly #waiting: Pending[] = []
  #arrived: () => void = () => undefined
  #deciding: Turn | undefined
  /** In the order in which they were sent, and in which they settle. */
  readonly #onTheirWay: OnItsWay[] = []
  /** Commands that were not stored, and that turns on their way have seen. */
  readonly #failed = new Set<string>()
  /** Somebody else wrote, something failed or was corrected: the log is read before the next turn. */
  #isBehind = true
  #running: Promise<void> | undefined

  constructor({ log, vault, clock = () => new Date(), maxTurn = 256, maxConflicts = 20 }: CommandRunnerOptions) {
    this.#log = log
    this.#vault = vault
    this.#clock = clock
    this.#maxTurn = maxTurn
    this.#maxConflicts = maxConflicts
    this.#cache = new StateCache(log, (events) => openEvents(events, vault))
  }

  /** Throws `CommandRefused`, `Conflict` after many tries, `CommandIdReused`, or the log's errors. */
  run(row: Decision, command: object, envelope: Envelope): Promise<Recorded> {
    const fingerprint = this.#vault.fingerprint(canonicalJson([row.name, command, envelope.actor.id]))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, command, envelope, fingerprint, resolve, reject, conflicts: 0, firstRefs: undefined })
      this.#arrived()
      this.#running ??= this.#runTurns()
    })
  }

  /** Waits until every command that came so far is settled. */
  async drained(): Promise<void> {
    await this.#running
  }

  async #runTurns(): Promise<void> {
    while (this.#waiting.length > 0 || this.#onTheirWay.length > 0) {
      if (this.#waiting.length === 0) await Promise.race([this.#allSettled(), new Promise<void>((resolve) => (this.#arrived = resolve))])
      else {
        // What arrives in the same round of the event loop goes into the same turn.
        await endOfRound()
        await this.#runTurn()
      }
    }
    this.#running = undefined
  }

  async #runTurn(): Promise<void> {
    if (!(await this.#isUpToDate())) return
    const batch = this.#waiting.splice(0, this.#maxTurn)
    try {
      const verdicts = await this.#decide(batch)
      const deciding = verdicts.filter(isDeciding)
      const commits = await sealCommits(deciding, this.#vault)
      while (this.#onTheirWay.length >= mostOnTheirWay) await this.#onTheirWay[0]?.settled
      this.#send(verdicts, deciding, commits)
    } catch (error) {
      this.#isBehind = true
      const waiting = new Set(this.#waiting)
      for (const pending of batch) if (!waiting.has(pending)) pending.reject(error)
    }
  }

  /** A correction speaks of the log; a repeat, of what is on its way. */
  #mustFollow({ row, command, envelope }: Pending): boolean {
    return row.cites(command).length > 0 || this.#onTheirWay.some(({ commandIds }) => commandIds.has(envelope.commandId))
  }

  /** False where the log can't be read: those who wait are told so now, since waiting in turn would hold each up as long again. */
  async #isUpToDate(): Promise<boolean> {
    try {
      if (this.#isBehind || this.#onTheirWay.length === 0 || this.#waiting.some((pending) => this.#mustFollow(pending))) await this.#followLog()
      return true
    } catch (error) {
      this.#isBehind = true
      for (const pending of this.#waiting.splice(0)) pending.reject(error)
      return false
    }
  }

  async #followLog(): Promise<void> {
    await this.#allSettled()
    // Whoever saw them has been settled too, and whatever fails is followed by this.
    this.#failed.clear()
    await this.#cache.followTail()
    this.#isBehind = false
  }

  async #allSettled(): Promise<void> {
    await this.#onTheirWay.at(-1)?.settled
  }

  async #decide(batch: readonly Pending[]): Promise<Verdict[]> {
    const fresh = await this.#withoutRepeats(batch)
    const contextOf = await this.#contexts(fresh)
    await this.#cache.load(fresh.flatMap((pending) => firstRefs(pending, contextOf(pending))))
    const turn = new Turn(this.#cache, this.#onTheirWay.at(-1)?.turn)
    this.#deciding = turn
    const verdicts: Verdict[] = []
    for (const [index, pending] of fresh.entries()) {
      const verdict = await judge({ pending, turn, cache: this.#cache, context: contextOf(pending) }).catch(pending.reject)
      if (verdict === undefined) continue
      verdicts.push(verdict)
      if (!corrects(verdict)) continue
      // What a correction changes is folded anew from the log: whoever comes after it waits for the next turn.
      this.#isBehind = true
      this.#waiting.unshift(...fresh.slice(index + 1))
      break
    }
    return verdicts
  }

  /** Answers the commands that were recorded before; two with one id in a batch go one after another. */
  async #withoutRepeats(batch: readonly Pending[]): Promise<Pending[]> {
    const first = new Map(batch.toReversed().map((pending) => [pending.envelope.commandId, pending]))
    const repeats = batch.filter((pending) => first.get(pending.envelope.commandId) !== pending)
    this.#waiting.unshift(...repeats)
    const unique = repeats.length === 0 ? batch : batch.filter((pending) => first.get(pending.envelope.commandId) === pending)
    const outcomes = await this.#log.findOutcomes(unique.map(({ envelope: { commandId }, fingerprint }) => ({ commandId, fingerprint })))
    return unique.filter((pending, index) => {
      const outcome = outcomes[index]
      if (outcome instanceof CommandIdReused) pending.reject(outcome)
      else if (outcome !== undefined) this.#answerRepeat(pending, outcome)
      return outcome === undefined
    })
  }

  #answerRepeat({ resolve, reject }: Pending, outcome: Appended): void {
    Promise.all(outcome.eventIds.map((eventId) => this.#log.findEvent(eventId)))
      .then((events) => resolve(recordedAs(outcome, events.filter((event) => event !== undefined))))
      .catch(reject)
  }

  async #contexts(batch: readonly Pending[]): Promise<(pending: Pending) => DecisionContext> {
    const now = this.#clock().toISOString()
    const today = dayAt(now)
    const numbers = [...new Set(batch.flatMap(({ row, command }) => row.identifies(command)))]
    const personIds = new Map((numbers.length === 0 ? [] : await this.#vault.personIds(numbers)).map((personId, index) => [numbers[index], personId]))
    const cited = await this.#citedEvents(batch)
    return ({ envelope }) => ({
      now, today,
      actor: envelope.actor,
      newId: (name) => nameBasedId(name, envelope.commandId),
      newIdFor: (commandId, name) => nameBasedId(name, commandId),
      personIdOf: (number) => personIds.get(number) ?? fail('the decision did not identify a citizen number that it uses'),
      citedEvent: (eventId) => cited.get(eventId),
    })
  }

  async #citedEvents(batch: readonly Pending[]): Promise<Map<string, FactEvent>> {
    const ids = [...new Set(batch.flatMap(({ row, command }) => row.cites(command)))]
    const found = (await Promise.all(ids.map((id) => this.#log.findEvent(id)))).filter((event) => event !== undefined)
    // The cache's position guards the decision: an event beyond it is not there yet for this turn.
    const known = found.filter(({ position }) => position <= this.#cache.position)
    return new Map((await openEvents(known, this.#vault)).map((event) => [event.eventId, event]))
  }

  /** Hands a turn's commits to the log in their order; what is stored is answered at once, the rest when all are known. */
  #send(verdicts: readonly Verdict[], deciding: readonly Deciding[], commits: readonly Commit[]): void {
    const appending = commits.map((commit) => this.#log.append(commit))
    deciding.forEach(({ pending, decided }, index) => {
      appending[index]?.then(
        (appended) => { if (appended.repeated) this.#answerRepeat(pending, appended); else pending.resolve(recordedAs(appended, decided)) },
        () => undefined,
      )
    })
    const turn = this.#deciding as Turn
    const settledBefore = this.#allSettled()
    this.#onTheirWay.push({
      turn,
      commandIds: new Set(commits.map(({ commandId }) => commandId)),
      settled: Promise.allSettled(appending).then(async (results) => {
        await settledBefore
        this.#onTheirWay.shift()
        this.#takeIn(turn, results)
        this.#settle(verdicts, new Map(deciding.map((verdict, index) => [verdict, results[index] as PromiseSettledResult<Appended>])))
      }),
    })
  }

  /** Where the turn's events stand right behind what the cache knows, it takes them in; otherwise it reads the log. */
  #takeIn(turn: Turn, results: readonly PromiseSettledResult<Appended>[]): void {
    let position = this.#cache.position
    for (const result of results) {
      if (result.status === 'rejected' || result.value.repeated || result.value.firstPosition !== position + 1) {
        this.#isBehind = true
        return
      }
      position = result.value.lastPosition
    }
    this.#cache.advance(turn.facts, position)
    for (const later of [...this.#onTheirWay.map((each) => each.turn), this.#deciding]) later?.isLogged(turn)
  }

  /** What was not stored, and what was refused because of it, is decided again. */
  #settle(verdicts: readonly Verdict[], results: ReadonlyMap<Verdict, PromiseSettledResult<Appended>>): void {
    const again: Pending[] = []
    for (const verdict of verdicts) {
      const { pending, decided, seen, after } = verdict
      const result = results.get(verdict)
      if (result?.status === 'rejected') {
        this.#failed.add(pending.envelope.commandId)
        if (result.reason instanceof Conflict) again.push(pending)
        else pending.reject(result.reason)
      } else if (result === undefined) {
        if (seen.some((commandId) => this.#failed.has(commandId))) again.push(pending)
        else if (decided instanceof Refusal) pending.reject(new CommandRefused(decided))
        else pending.resolve({ position: after, events: [], repeated: false })
      }
    }
    for (const pending of again) if ((pending.conflicts += 1) > this.#maxConflicts) pending.reject(new Conflict('several'))
    this.#waiting.unshift(...again.filter(({ conflicts }) => conflicts <= this.#maxConflicts))
  }
}

/** Events of the log as states fold them: opened, and in today's shape. */
const openEvents = async (events: readonly RecordedEvent[], vault: Vault): Promise<FactEvent[]> => {
  const sealed = events.filter((event) => markedFieldsOf(event).some(({ sealedBy }) => sealedBy !== undefined))
  if (sealed.length === 0) return events.map(inTodaysShape)
  const opened = await vault.open(sealed.map(({ data }) => data))
  const dataOf = new Map(sealed.map((event, index) => [event, opened[index] as JsonObject]))
  return events.map((event) => inTodaysShape({ ...event, data: dataOf.get(event) ?? event.data }))
}

const isDeciding = (verdict: Verdict): verdict is Deciding => !(verdict.decided instanceof Refusal) && verdict.decided.length > 0

const corrects = (verdict: Verdict): boolean => isDeciding(verdict) && verdict.decided.some(({ correctsEventId }) => correctsEventId !== undefined)

const recordedAs = ({ lastPosition, eventIds, repeated }: Appended, events: readonly { readonly type: string; readonly subject: string }[]): Recorded => ({
  position: lastPosition,
  events: events.map(({ type, subject }, index) => ({ eventId: eventIds[index] as string, type, subject })),
  repeated,
})

const fail = (message: string): never => {
  throw new Error(message)
}
