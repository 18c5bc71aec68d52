import type { EventLog, Position, RecordedEvent } from '#event-log'
import { type Lease, sleep } from '#platform'
import { fillBuild, type FillOptions, type FillProgress } from './fill-build.js'
import { foldOnDemand } from './fold-on-demand.js'
import { KeysUnknown } from './keys-unknown.js'
import { OneAtATime } from './one-at-a-time.js'
import type { ReadModel } from './read-model.js'
import { roughEventBytes } from './rough-bytes.js'
import type { Build, Parked, ViewStore } from './view-store.js'
import { WorkingDocuments } from './working-documents.js'
import { WorkSlices } from './work-slices.js'
import { writtenDocument } from './written-document.js'

export interface ProjectionLimits {
  /** A batch is saved when the documents it changed are together this large, or when this much was added to them. */
  readonly changedBytes: number
  readonly addedBytes: number
  /** Documents kept between batches, as JSON. */
  readonly keptBytes: number
  /** Documents folded in memory at once while a new build is filled, as JSON. */
  readonly fillingBytes: number
}

/** Documents in memory take several times the bytes of their JSON. */
export const usualLimits: ProjectionLimits = { changedBytes: 24 * 2 ** 20, addedBytes: 8 * 2 ** 20, keptBytes: 8 * 2 ** 20, fillingBytes: 48 * 2 ** 20 }

type Slice = { readonly event: RecordedEvent; readonly keys: readonly string[] }[]

const keysAtOnce = 500
/** Closer to the head than this, a batch is saved soon, so that reads see it; farther away, when it is large. */
const nearHeadEvents = 5_000
const soonMs = 50
/** Resting takes so many times what is then to be done takes. */
const restFactor = 24
/** A batch of fewer says little of how long an event takes. */
const fewEvents = 100
/** Shorter than what a list waits for its reader's own write. A single document that is behind is folded on demand. */
const mostRestMs = { listed: 3_000, unlisted: 10_000 }
/** When nothing was recorded for so long, the load is over and there is no reason to rest. */
const quietMs = 200

/** Folds the log into one build: batch by batch, documents and position saved together. After an error it is to be made anew. */
export class Projection {
  readonly #documents: WorkingDocuments
  readonly #turns = new OneAtATime()
  #position: Position
  #savedPosition: Position
  #knownHead: Position = 0
  #changedSince: number | undefined

  constructor(
    readonly build: Build,
    readonly model: ReadModel,
    readonly context: { readonly log: EventLog; readonly store: ViewStore; readonly lease: Lease; readonly limits: ProjectionLimits },
  ) {
    this.#documents = new WorkingDocuments(model, context.limits.keptBytes)
    this.#position = build.position
    this.#savedPosition = build.position
  }

  /** Folded up to here, if not yet saved. */
  get position(): Position {
    return this.#position
  }

  get savedPosition(): Position {
    return this.#savedPosition
  }

  /** Follows the log until the signal aborts; tells after every save. Throws `KeysUnknown`, and what log and store throw. */
  async follow(signal: AbortSignal, onSaved: () => void): Promise<void> {
    for await (const events of this.context.log.follow(this.#position, signal)) {
      const started = performance.now()
      const saved = await this.#turns.run(() => this.#project(events))
      if (saved) onSaved()
      if (signal.aborted) break
      if (this.#position >= this.#knownHead) await this.#rest(performance.now() - started, events.length, signal)
    }
    await this.#turns.run(() => this.#save())
  }

  /**
   * At the head under load, what comes in meanwhile is projected together: a document is written once for many events,
   * and commands come first. It lasts until neither the last batch nor the next one, at the same pace, takes more than its
   * share of the time, and ends as soon as nothing comes in any more.
   */
  async #rest(tookMs: number, events: number, signal: AbortSignal): Promise<void> {
    const msAnEvent = tookMs / Math.max(events, fewEvents)
    const mostMs = this.model.isListed === true ? mostRestMs.listed : mostRestMs.unlisted
    const started = performance.now()
    for (let [now, head, movedAt] = [started, this.#knownHead, started]; now - movedAt < quietMs && !signal.aborted; now = performance.now()) {
      const left = started + Math.min(restFactor * Math.max(tookMs, msAnEvent * (head - this.#position)), mostMs) - now
      if (left <= 0) return
      await sleep(Math.min(left, quietMs), signal)
      const next = await this.context.log.head()
      if (next > head) [head, movedAt] = [next, performance.now()]
    }
  }

  /** Folds up to a position, or until the signal aborts, and saves there. */
  async projectUpTo(position: Position, onProgress: (progress: FillProgress) => void = () => undefined, signal?: AbortSignal): Promise<void> {
    if (this.#position === 0) await this.#turns.run(() => this.#fill({ upTo: position, signal, onProgress }))
    if (signal?.aborted) return
    for await (const events of this.context.log.read({ after: this.#position, upTo: position })) {
      await this.#turns.run(() => this.#project(events.filter((event) => event.position <= position)))
      onProgress({ position: this.#position, head: position })
      if (signal?.aborted) break
    }
    await this.#turns.run(() => this.#save())
  }

  /** Folds one document again from the log; what still parks it, if so. */
  repair(key: string): Promise<Parked | undefined> {
    return this.#turns.run(async () => {
      await this.#save()
      const { log, store, lease } = this.context
      const [before] = await store.load(this.build.id, [key])
      // A document that is ahead of its build is repaired where it stands, or the store would keep what is further on.
      const position = Math.max(this.#position, before?.position ?? 0)
      const folded = await foldOnDemand(log, { model: this.model, key, upTo: position })
      if (folded.document === undefined && folded.parked === undefined) return undefined
      const written = { ...writtenDocument(key, folded, store.maxDocumentBytes), position }
      await store.save(this.build.id, { documents: [written], position: this.#position }, lease)
      const { parked } = written
      this.#documents.forgetAll()
      return parked
    })
  }

  async #fill(options: Omit<FillOptions, 'memoryBytes'>): Promise<void> {
    const { build, model } = this
    this.#position = await fillBuild({ build, model, ...this.context }, { ...options, memoryBytes: this.context.limits.fillingBytes })
    this.#savedPosition = this.#position
  }

  async #project(events: readonly RecordedEvent[]): Promise<boolean> {
    let saved = false
    for (const slice of this.#slices(events)) {
      if (slice instanceof KeysUnknown) {
        await this.#save()
        throw slice
      }
      await this.#fold(slice)
      if (!await this.#isSaveDue()) continue
      await this.#save()
      saved = true
    }
    return saved
  }

  /** Pieces of a batch whose documents are few enough to be read at once; it ends where keys are unknown. */
  *#slices(events: readonly RecordedEvent[]): Generator<Slice | KeysUnknown> {
    let slice: Slice = []
    let keyCount = 0
    for (const event of events) {
      const keys = KeysUnknown.orKeys(this.model, event)
      if (keys instanceof KeysUnknown) {
        yield slice
        yield keys
        return
      }
      slice.push({ event, keys })
      keyCount += keys.length
      if (keyCount < keysAtOnce) continue
      yield slice
      slice = []
      keyCount = 0
    }
    yield slice
  }

  async #fold(slice: Slice): Promise<void> {
    const slices = new WorkSlices()
    const taken = await this.#documents.take(new Set(slice.flatMap(({ keys }) => keys)), this.context.store, this.build.id)
    for (const { event, keys } of slice) {
      const bytes = keys.length === 0 ? 0 : roughEventBytes(event)
      for (const key of keys) this.#documents.fold(taken, key, event, bytes)
      this.#position = event.position
      if (slices.isOver()) await slices.nextTurn()
    }
    if (this.#documents.changedCount > 0) this.#changedSince ??= performance.now()
  }

  async #isSaveDue(): Promise<boolean> {
    const { changedBytes, addedBytes } = this.context.limits
    if (this.#documents.changedBytes >= changedBytes || this.#documents.addedBytes >= addedBytes) return true
    if (this.#position >= this.#knownHead) this.#knownHead = await this.context.log.head()
    if (this.#position >= this.#knownHead) return true
    const isNear = this.#knownHead - this.#position < nearHeadEvents
    return isNear && this.#changedSince !== undefined && performance.now() - this.#changedSince > soonMs
  }

  async #save(): Promise<void> {
    if (this.#position === this.#savedPosition) return
    const { store, lease } = this.context
    try {
      await store.save(this.build.id, { documents: this.#documents.changes(store.maxDocumentBytes), position: this.#position }, lease)
    } catch (error) {
      this.#documents.forgetAll()
      throw error
    }
    this.#documents.saved()
    this.#savedPosition = this.#position
    this.#changedSince = undefined
  }
}
