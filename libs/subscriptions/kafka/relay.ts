import { logSourceOf } from '#contracts'
import type { EventLog, Position } from '#event-log'
import { Leadership, LeaseLost, sleep, type Lease, type Leases } from '#platform'
import type { DeliveryStore } from '../delivery-store.js'
import { Outbox, usualOutboxLimits, type OutboxLimits } from './outbox.js'
import { RelayRecords, type RelayReport, type RelayTrouble, type RelayWish } from './relay-records.js'
import { RelayStopped } from './relay-stopped.js'
import { startPlaceOf } from './start-place.js'
import type { PublishedTopic, TopicBroker, TopicWriter } from './topic-broker.js'

export interface RelayOptions {
  readonly log: Pick<EventLog, 'incarnation' | 'head' | 'follow'>
  readonly deliveries: DeliveryStore
  /** So that one process at a time publishes. */
  readonly leases: Leases
  readonly topic: PublishedTopic
  /** Told what goes wrong below a call that is still being tried. */
  readonly broker: (onTrouble: (trouble: string) => void) => TopicBroker
  /** The log's name in `ce_source`; its incarnation unless given. */
  readonly logName?: string | undefined
  /** Where an empty topic begins: behind this position. */
  readonly from?: Position | undefined
  readonly limits?: OutboxLimits | undefined
}

const takeOverMs = 4_000
/** How often a wish is looked for and progress is saved. */
const watchEveryMs = 1_000
/** A relay that has nothing to say says so. */
const sayEveryMs = 5_000
const [firstRetryMs, mostRetryMs] = [250, 10_000]
/** How long a transaction that is under way may take to end once the relay is to stop. */
const graceMs = 5_000

/**
 * Brings the log onto a topic: every event once, in order. Whoever leads takes the topic over from whoever wrote before,
 * finds out how far that came, and writes on; after any error all of that again, with a producer of its own.
 */
export class Relay {
  readonly #leadership: Leadership
  readonly #broker: TopicBroker
  #report: RelayReport = { state: 'starting', incarnation: '', saidAt: '' }
  #retryMs = firstRetryMs

  constructor(readonly options: RelayOptions) {
    const { leases, topic, broker } = options
    this.#leadership = new Leadership({ leases, name: `relay:${topic.name}`, takeOverMs })
    this.#broker = broker((trouble) => this.#change({ trouble: kafkaTrouble(trouble) }))
  }

  /** As this process knows it; of interest where it leads. */
  get report(): RelayReport {
    return this.#report
  }

  get isLeading(): boolean {
    return this.#leadership.isLeading
  }

  /** Until the signal aborts; what is under way is finished then. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#leadership.run(signal, (lease, ending) => this.#lead(lease, ending))
      } catch (error) {
        // The stores are out of reach: there is nobody to report to.
        this.#fail(error)
        await sleep(this.#nextRetryMs(), signal)
      }
    }
  }

  async #lead(lease: Lease, ending: AbortSignal): Promise<void> {
    const records = new RelayRecords(this.options.deliveries, this.options.topic.name)
    const [incarnation, earlier] = [await this.options.log.incarnation(), await records.takeOver()]
    this.#report = { state: 'starting', incarnation, position: earlier?.incarnation === incarnation ? earlier.position : undefined, saidAt: now() }
    while (!ending.aborted) {
      // Whoever was frozen and begins anew asks first whether it still leads, or two would take the topic from each other.
      if (!(await this.options.leases.renewLease(lease))) throw new LeaseLost()
      await this.#takeTurn(records, ending)
    }
  }

  /** Publishes, or pauses, until somebody wishes something else or an error ends it. */
  async #takeTurn(records: RelayRecords, ending: AbortSignal): Promise<void> {
    const wish = await records.wish()
    const turn = new AbortController()
    const signal = AbortSignal.any([ending, turn.signal])
    const watching = this.#watch(records, wish, signal).finally(() => turn.abort())
    // It is awaited below; until then its error is nobody's.
    watching.catch(() => undefined)
    try {
      if (wish.isPaused) await this.#pause(signal)
      else await this.#publish(wish, signal)
    } catch (error) {
      if (!signal.aborted) this.#fail(error)
      await sleep(this.#nextRetryMs(), signal)
    } finally {
      turn.abort()
      await watching
    }
  }

  async #pause(signal: AbortSignal): Promise<void> {
    this.#change({ state: 'paused', trouble: undefined })
    while (!signal.aborted) await sleep(watchEveryMs, signal)
  }

  async #publish(wish: RelayWish, signal: AbortSignal): Promise<void> {
    const { log, topic, limits = usualOutboxLimits, logName } = this.options
    const { incarnation } = this.#report
    await this.#broker.prepare(topic)
    const writer = await this.#broker.takeOver(topic, incarnation)
    try {
      const position = await this.#startPlace(writer, wish)
      this.#change({ state: 'publishing', position, trouble: undefined })
      const outbox = new Outbox(log, { source: logSourceOf({ name: logName, incarnation }), incarnation }, limits)
      for await (const { messages, upTo } of outbox.after(position, signal)) {
        await inTime(writer.write(messages, upTo), signal)
        this.#retryMs = firstRetryMs
        this.#change({ state: 'publishing', position: upTo, trouble: undefined })
      }
    } finally {
      await writer.discard()
    }
  }

  async #startPlace(writer: TopicWriter, { replaced }: RelayWish): Promise<Position> {
    const { topic, log, from = 0 } = this.options
    const { incarnation, position: checkpoint } = this.#report
    const place = await writer.findPlace()
    return startPlaceOf({ topic: topic.name, incarnation, place, checkpoint, replaced, from, head: await log.head() })
  }

  /** Saves progress, and ends with the turn or when another wish has come. Throws `LeaseLost`. */
  async #watch(records: RelayRecords, wish: RelayWish, signal: AbortSignal): Promise<void> {
    let said: RelayReport | undefined
    const say = async () => {
      const report = { ...this.#report, saidAt: now() }
      await records.report(report).catch(passUnlessLost)
      said = this.#report
    }
    for (let [saidAt, isOver] = [0, false]; !isOver;) {
      isOver = signal.aborted
      if (said !== this.#report || performance.now() - saidAt > sayEveryMs) {
        await say()
        saidAt = performance.now()
      }
      if (!isOver && !isSame(await records.wish().catch(() => wish), wish)) return say()
      if (!isOver) await sleep(watchEveryMs, signal)
    }
  }

  #fail(error: unknown): void {
    const trouble = troubleOf(error)
    this.#change({ state: error instanceof RelayStopped ? 'stopped' : 'failing', trouble })
    if (error instanceof RelayStopped) this.#retryMs = mostRetryMs
  }

  #nextRetryMs(): number {
    const retryMs = this.#retryMs
    this.#retryMs = Math.min(mostRetryMs, retryMs * 2)
    return retryMs
  }

  #change(change: Partial<RelayReport>): void {
    this.#report = { ...this.#report, ...change }
  }
}

const now = (): string => new Date().toISOString()

const isSame = (one: RelayWish, other: RelayWish): boolean => one.isPaused === other.isPaused && one.replaced.join() === other.replaced.join()

/** Progress that couldn't be saved is found on the topic. */
const passUnlessLost = (error: unknown): void => {
  if (error instanceof LeaseLost) throw error
}

/** Waits for what is under way, but once the signal aborts only for a while: what it came to is found out by the successor. */
const inTime = async (work: Promise<void>, signal: AbortSignal): Promise<void> => {
  const done = new AbortController()
  const givingUp = new Promise<never>((_, reject) => {
    const hurry = () => void sleep(graceMs, done.signal).then(() => reject(new Error('given up, since the relay is to stop')))
    if (signal.aborted) hurry()
    else signal.addEventListener('abort', hurry, { once: true, signal: done.signal })
  })
  await Promise.race([work, givingUp]).finally(() => done.abort())
}

const kafkaTrouble = (message: string): RelayTrouble => ({ code: 'kafka', vi: `chưa ghi được vào Kafka, đang thử lại: ${message}`, en: `not written to Kafka yet, trying again: ${message}` })

const troubleOf = (error: unknown): RelayTrouble => {
  if (error instanceof RelayStopped) return { code: error.code, ...error.words, incarnations: error.incarnations }
  return kafkaTrouble(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
}
