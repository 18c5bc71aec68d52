import type { Position } from '#event-log'
import { type Lease, sleep } from '#platform'
import type { ModelProjector, OnProgress } from './model-projector.js'
import type { RebuildRequest, ViewStore } from './view-store.js'

const reportEveryMs = 250
const pollMs = 50

/** The process that projects could not make the new build; the live one goes on. */
export class RebuildFailed extends Error {
  override readonly name = 'RebuildFailed'
}

/** Whoever holds the lease has not begun in the time in which every such process does. The request stands. */
export class RebuildNotTakenUp extends Error {
  override readonly name = 'RebuildNotTakenUp'
}

/** What the holder of the lease does about requests for new builds: any process can leave one in the store. */
export class RequestedRebuilds {
  readonly #running = new Map<string, Promise<void>>()
  #nextLook = new AbortController()

  constructor(readonly context: { readonly store: ViewStore; readonly lease: Lease; readonly projectors: ReadonlyMap<string, ModelProjector> }) {}

  /** Looks for requests, several times in the lease's duration, until the signal aborts. */
  async run(ending: AbortSignal): Promise<void> {
    while (!ending.aborted) {
      this.#nextLook = new AbortController()
      // A store that can't be read just now is looked at again.
      for (const request of await this.context.store.rebuildRequests().catch(() => [])) this.#takeUp(request, ending)
      await sleep(this.context.lease.durationMs / 4, AbortSignal.any([ending, this.#nextLook.signal]))
    }
    await Promise.all(this.#running.values())
  }

  /** Looks now. */
  look(): void {
    this.#nextLook.abort()
  }

  #takeUp(request: RebuildRequest, ending: AbortSignal): void {
    const projector = this.context.projectors.get(request.model)
    if (projector?.isReady !== true || request.failure !== undefined || this.#running.has(request.model)) return
    this.#running.set(request.model, this.#rebuild(projector, request, ending).finally(() => this.#running.delete(request.model)))
  }

  async #rebuild(projector: ModelProjector, request: RebuildRequest, ending: AbortSignal): Promise<void> {
    let reporting = this.#report({ ...request, position: 0 })
    let reportedAt = performance.now()
    try {
      await projector.rebuild(({ position }) => {
        if (performance.now() - reportedAt < reportEveryMs) return
        reportedAt = performance.now()
        reporting = reporting.then(() => this.#report({ ...request, position }))
      })
    } catch (error) {
      // A process that stops projecting leaves the request to the next one.
      if (!ending.aborted) reporting = reporting.then(() => this.#report({ ...request, failure: String(error) }))
    }
    await reporting
  }

  /** Without it the rebuild goes on, and who asked waits without seeing how far it is. */
  #report(request: RebuildRequest): Promise<void> {
    return this.context.store.reportRebuild(request, this.context.lease).catch(() => undefined)
  }
}

interface Waiting {
  readonly store: ViewStore
  readonly request: RebuildRequest
  readonly head: Position
  /** How long until somebody must have begun. */
  readonly patienceMs: number
  readonly onProgress: OnProgress
  /** Aborts when this process stops waiting; the request stands. */
  readonly signal: AbortSignal
}

/** Until a newer build of the model is live, whichever process makes it. Throws `RebuildFailed` and `RebuildNotTakenUp`. */
export const untilRebuilt = async ({ store, request: { model, afterBuild }, head, patienceMs, onProgress, signal }: Waiting): Promise<void> => {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const request = (await store.rebuildRequests()).find((each) => each.model === model)
    const live = (await store.getLive(model, []))?.build
    if (live !== undefined && live.id > afterBuild) return onProgress({ position: live.position, head })
    if (request?.failure !== undefined) throw new RebuildFailed(request.failure)
    if (request?.position !== undefined) onProgress({ position: request.position, head })
    else if (performance.now() > deadline) throw new RebuildNotTakenUp(`nobody began to rebuild ${model}`)
    await sleep(pollMs, signal)
    if (signal.aborted) throw new Error(`the wait for ${model} was ended`)
  }
}
