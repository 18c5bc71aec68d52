import type { EventLog, Position } from '#event-log'
import { Leadership, type Lease, LeaseLost, sleep } from '#platform'
import { ModelProjector, type OnProgress } from './model-projector.js'
import { usualLimits, type ProjectionLimits } from './projection.js'
import { ProjectionStatus, type ModelStatus } from './projection-status.js'
import type { ReadModel } from './read-model.js'
import { RequestedRebuilds, untilRebuilt } from './rebuild-requests.js'
import { verifyReadModel, type Verification } from './verify.js'
import type { Parked, StoredDocument, ViewStore } from './view-store.js'

export interface EngineOptions {
  readonly log: EventLog
  readonly store: ViewStore
  readonly models: readonly ReadModel[]
  readonly limits?: ProjectionLimits
  /** When the process that projects dies, another one has taken over within this time. */
  readonly leaseMs?: number
  /** No progress for so long, while there is work, is unhealthy. */
  readonly stallAfterMs?: number
}

const leaseName = 'projections'
const pollMs = 20
const retryAfterMs = 500

/** Keeps the read models up to date. Of all processes that start one over the same views, one projects and the others wait to take over. */
export class ProjectionEngine {
  readonly #options: Required<EngineOptions>
  readonly #leadership: Leadership
  readonly #status: ProjectionStatus
  /** Aborts when a projection of this process has saved. */
  #nextSave = new AbortController()
  #projectors = new Map<string, ModelProjector>()
  #rebuilds: RequestedRebuilds | undefined
  #stopping = new AbortController()
  #running: Promise<void> | undefined

  constructor(options: EngineOptions) {
    this.#options = { limits: usualLimits, leaseMs: 4_000, stallAfterMs: 30_000, ...options }
    this.#leadership = new Leadership({ leases: options.store, name: leaseName, takeOverMs: this.#options.leaseMs })
    this.#status = new ProjectionStatus(this.#options)
  }

  /** Whether it is this process that projects, as far as it knows. */
  get isLeading(): boolean {
    return this.#leadership.isLeading
  }

  /** Begins to project, or to wait for the lease. */
  start(): void {
    if (this.#running !== undefined) return
    this.#stopping = new AbortController()
    this.#running = this.#leadership.run(this.#stopping.signal, (lease, ending) => this.#project(lease, ending))
  }

  /** Saves what was folded, and leaves the lease to others. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
    this.#running = undefined
  }

  /** Until every read model is where the log is now, whichever process projects it. Throws when one of them can't go on. */
  async catchUp(): Promise<void> {
    const head = await this.#options.log.head()
    await this.#whileRunning(async (isStartedForIt) => {
      for (const { name } of this.#options.models) {
        while (!await this.waitFor(name, head, 1_000)) {
          const projector = this.#projectors.get(name)
          // A server tries again for as long as it takes; a command line says what is wrong.
          const error = projector?.stopped ?? (isStartedForIt ? projector?.failing : undefined)
          if (error !== undefined) throw error
        }
      }
    })
  }

  /** Whether what is read of the model reaches the position, at the latest after the timeout. */
  async waitFor(model: string, position: Position, timeoutMs: number): Promise<boolean> {
    const { version } = this.#modelOf(model)
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const build = (await this.#options.store.getLive(model, []))?.build
      if (build?.version === version && build.position >= position) return true
      if (performance.now() >= deadline) return false
      await sleep(pollMs, this.#nextSave.signal)
    }
  }

  /** Throws `ViewsUnavailable`, within seconds, where the views can't be reached, and what the log throws. */
  status(): Promise<ModelStatus[]> {
    return this.#status.read(this.#projectors)
  }

  /** A page of a model's incomplete documents, in the order of their keys. */
  async parked(model: string, { after, limit = 100 }: { after?: string; limit?: number } = {}): Promise<StoredDocument[]> {
    const live = await this.#options.store.getLive(model, [])
    return live === undefined ? [] : this.#options.store.scan(live.build.id, { after, limit, parkedOnly: true })
  }

  /** Folds one document again from the log; gives what still parks it, if so. Only where this process projects. */
  async repair(model: string, key: string): Promise<Parked | undefined> {
    return (await this.#liveProjectorOf(model)).repair(key)
  }

  /**
   * Has a new build filled beside the live one by whichever process projects; resolves when it has taken over.
   * Throws `RebuildFailed`, and `RebuildNotTakenUp` when the process that projects doesn't begin.
   */
  rebuild(model: string, onProgress: OnProgress = () => undefined): Promise<void> {
    this.#modelOf(model)
    const { log, store, leaseMs } = this.#options
    return this.#whileRunning(async () => {
      const request = await store.requestRebuild(model)
      this.#rebuilds?.look()
      // A lease that its holder can't renew is over in its duration; then this process projects.
      await untilRebuilt({ store, request, head: await log.head(), patienceMs: 3 * leaseMs, onProgress, signal: this.#stopping.signal })
    })
  }

  /** Folds a model anew beside the live documents and compares them byte for byte; any process can. */
  verify(model: string, onProgress?: OnProgress): Promise<Verification> {
    const { log, store } = this.#options
    return verifyReadModel({ model: this.#modelOf(model), log, store, onProgress })
  }

  /** Starts the engine for the work alone, unless it has been started. */
  async #whileRunning(work: (isStartedForIt: boolean) => Promise<void>): Promise<void> {
    const isStartedForIt = this.#running === undefined
    this.start()
    try {
      await work(isStartedForIt)
    } finally {
      if (isStartedForIt) await this.stop()
    }
  }

  async #project(lease: Lease, ending: AbortSignal): Promise<void> {
    const { log, store, limits, models } = this.#options
    try {
      await store.takeOver(lease)
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      return sleep(retryAfterMs, ending)
    }
    const losing = new AbortController()
    const context = { log, store, limits, lease, onSaved: () => this.#wake() }
    this.#projectors = new Map(models.map((model) => [model.name, new ModelProjector(model, context)]))
    this.#rebuilds = new RequestedRebuilds({ store, lease, projectors: this.#projectors })
    const running = AbortSignal.any([ending, losing.signal])
    // When one of them finds that the lease was lost, none goes on; all have ended before another leader's turn is waited for.
    const working = [...this.#projectors.values(), this.#rebuilds].map((each) => each.run(running).finally(() => losing.abort()))
    const results = await Promise.allSettled(working)
    this.#rebuilds = undefined
    this.#projectors = new Map()
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  /** A build that has just taken over is live for readers a moment before it is opened here again. */
  async #liveProjectorOf(model: string): Promise<ModelProjector> {
    this.#modelOf(model)
    const deadline = performance.now() + 2 * this.#options.leaseMs
    while (this.#projectors.get(model)?.live === undefined) {
      if (performance.now() > deadline || this.#running === undefined) throw new Error(`${model} is projected by another process, or not at all`)
      await sleep(pollMs)
    }
    return this.#projectors.get(model) as ModelProjector
  }

  #modelOf(name: string): ReadModel {
    const model = this.#options.models.find((each) => each.name === name)
    if (model === undefined) throw new Error(`there is no read model ${name}`)
    return model
  }

  #wake(): void {
    this.#nextSave.abort()
    this.#nextSave = new AbortController()
  }
}
