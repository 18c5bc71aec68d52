import { once } from 'node:events'
import type { EventLog } from '#event-log'
import { type Lease, LeaseLost, sleep } from '#platform'
import { OneAtATime } from './one-at-a-time.js'
import type { FillProgress } from './fill-build.js'
import { KeysUnknown } from './keys-unknown.js'
import { Projection, type ProjectionLimits } from './projection.js'
import type { ReadModel } from './read-model.js'
import type { Build, Parked, ViewStore } from './view-store.js'

const retryAfterMs = 1_000

export type OnProgress = (progress: FillProgress) => void

interface Rebuild {
  readonly onProgress: OnProgress
  readonly resolve: () => void
  readonly reject: (reason: Error) => void
}

export interface ProjectorContext {
  readonly log: EventLog
  readonly store: ViewStore
  readonly lease: Lease
  readonly limits: ProjectionLimits
  readonly onSaved: () => void
}

/** Keeps one read model up to date while this process holds the lease: its live build, and a filling one beside it. */
export class ModelProjector {
  #live: Projection | undefined
  #filling: Projection | undefined
  #builds = new AbortController()
  /** A repair and a change of builds don't meet. */
  readonly #exclusive = new OneAtATime()
  #asked: Rebuild | undefined
  #begun: Rebuild | undefined
  /** Why it can't go on, until it is rebuilt or this process starts anew. */
  stopped: KeysUnknown | undefined
  /** What it will try again. */
  failing: Error | undefined

  constructor(readonly model: ReadModel, readonly context: ProjectorContext) {}

  /** Whether its builds are open, so that it can be asked to repair or rebuild. */
  get isReady(): boolean {
    return this.#live !== undefined || this.#filling !== undefined
  }

  get live(): Projection | undefined {
    return this.#live
  }

  get filling(): Projection | undefined {
    return this.#filling
  }

  /** Until the signal aborts. Throws `LeaseLost`, and nothing else. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) await this.#runOnce(signal)
    } finally {
      this.#live = this.#filling = undefined
      this.#rejectRebuilds(new Error(`${this.model.name}: this process stopped projecting`))
    }
  }

  /** A new build, filled from nothing beside the live one; resolves when it has taken over. */
  rebuild(onProgress: OnProgress): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#asked = { onProgress, resolve, reject }
      this.#builds.abort()
    })
  }

  repair(key: string): Promise<Parked | undefined> {
    return this.#exclusive.run(async () => {
      if (this.#live === undefined) throw new Error(`${this.model.name} has no live build to repair yet`)
      return this.#live.repair(key)
    })
  }

  async #runOnce(signal: AbortSignal): Promise<void> {
    this.#builds = new AbortController()
    try {
      const unused = await this.#exclusive.run(() => this.#openBuilds())
      await this.#followBuilds(AbortSignal.any([signal, this.#builds.signal]), unused)
      if (!signal.aborted) await this.#exclusive.run(() => this.#takeOver())
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      this.#builds = new AbortController()
      if (this.#asked === undefined) await this.#rest(error, AbortSignal.any([signal, this.#builds.signal]))
    }
  }

  /** After an error: where keys are unknown, until a rebuild is asked for; otherwise a moment. */
  async #rest(error: unknown, ending: AbortSignal): Promise<void> {
    if (!(error instanceof KeysUnknown)) {
      this.failing = error instanceof Error ? error : new Error(String(error))
      return sleep(retryAfterMs, ending)
    }
    this.stopped = error
    this.#rejectRebuilds(error)
    if (!ending.aborted) await once(ending, 'abort')
    this.stopped = undefined
  }

  /** Opens the live build and the filling one, and gives those that nobody needs any more. */
  async #openBuilds(): Promise<Build[]> {
    const { store, lease } = this.context
    const { name, version } = this.model
    const builds = (await store.builds()).filter(({ model }) => model === name)
    const live = builds.find((build) => build.state === 'live')
    const isCurrent = live?.version === version
    // One that was begun and broken off by an error is begun anew.
    const isAsked = this.#asked !== undefined || this.#begun !== undefined
    let filling = !isAsked ? builds.find((build) => build.state === 'filling' && build.version === version && build.position > 0) : undefined
    if (isAsked || !isCurrent) filling ??= await store.createBuild(name, version, lease)
    this.#begun ??= this.#asked
    this.#asked = undefined
    this.#live = live && isCurrent ? new Projection(live, this.model, this.context) : undefined
    this.#filling = filling && new Projection(filling, this.model, this.context)
    return builds.filter(({ id }) => id !== live?.id && id !== filling?.id)
  }

  async #followBuilds(ending: AbortSignal, unused: readonly Build[]): Promise<void> {
    const untilError = async (work: Promise<void> | undefined) => {
      try {
        await work
      } catch (error) {
        this.#builds.abort()
        throw error
      }
    }
    const results = await Promise.allSettled([
      untilError(this.#live?.follow(ending, () => this.#saved())),
      untilError(this.#filling && this.#fill(this.#filling, ending)),
      untilError(this.#drop(unused, ending)),
    ])
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  async #fill(filling: Projection, ending: AbortSignal): Promise<void> {
    const head = await this.context.log.head()
    if (filling.position < head) await filling.projectUpTo(head, (progress) => this.#begun?.onProgress(progress), ending)
    if (ending.aborted) return
    await filling.projectUpTo(await this.context.log.head(), undefined, ending)
    this.#builds.abort()
  }

  /** Nothing is followed at this moment, so the filling build can be brought to where the live one is. */
  async #takeOver(): Promise<void> {
    const { log, store, lease } = this.context
    const filling = this.#filling
    if (filling === undefined || this.#asked !== undefined) return
    const head = await log.head()
    await filling.projectUpTo(Math.max(this.#live?.position ?? 0, filling.position))
    await store.goLive(filling.build.id, lease)
    this.#saved()
    this.#begun?.onProgress({ position: filling.position, head })
    this.#begun?.resolve()
    this.#begun = undefined
  }

  async #drop(builds: readonly Build[], ending: AbortSignal): Promise<void> {
    for (const { id } of builds) if (!ending.aborted) await this.context.store.dropBuild(id, this.context.lease)
  }

  #saved(): void {
    this.failing = undefined
    this.context.onSaved()
  }

  #rejectRebuilds(reason: Error): void {
    this.#asked?.reject(reason)
    this.#begun?.reject(reason)
    this.#asked = this.#begun = undefined
  }
}
