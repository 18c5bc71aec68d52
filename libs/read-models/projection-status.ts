import type { EventLog, Position } from '#event-log'
import { within } from '#platform'
import type { ModelProjector } from './model-projector.js'
import type { ReadModel } from './read-model.js'
import { ViewsUnavailable, type Build, type Parked, type ViewStore } from './view-store.js'

export interface ModelStatus {
  readonly model: string
  /** What queries see; 0 while there is no live build. */
  readonly position: Position
  readonly head: Position
  readonly parkedCount: number
  /** Why the first of them, by key, is incomplete. */
  readonly firstParked?: Parked | undefined
  /** The position of a build that will take over. */
  readonly fillingPosition?: Position | undefined
  /** Whether this process projects it. */
  readonly isProjectedHere: boolean
  /** Why it can't go on. */
  readonly stopped?: string | undefined
  /** What is being tried again. */
  readonly failing?: string | undefined
  /** There is work, and for a while there has been no progress. */
  readonly isStalled: boolean
}

interface StatusOptions {
  readonly log: EventLog
  readonly store: ViewStore
  readonly models: readonly ReadModel[]
  readonly stallAfterMs: number
}

const mostMs = 3_000

/** Where the read models are. A stall is seen by looking again, so it works for models that another process projects. */
export class ProjectionStatus {
  readonly #seen = new Map<string, { readonly position: Position; readonly sinceMs: number }>()

  constructor(readonly options: StatusOptions) {}

  /** Throws `ViewsUnavailable` where the answer doesn't come soon: who asks how things are must not hang with them. */
  read(projectors: ReadonlyMap<string, ModelProjector>): Promise<ModelStatus[]> {
    return within(mostMs, () => this.#read(projectors), () => new ViewsUnavailable(`the views did not answer within ${mostMs} ms`))
  }

  async #read(projectors: ReadonlyMap<string, ModelProjector>): Promise<ModelStatus[]> {
    const { log, store, models } = this.options
    const head = await log.head()
    const builds = await store.builds()
    return Promise.all(models.map(({ name }) => this.#readOne(name, { head, builds, projector: projectors.get(name) })))
  }

  async #readOne(model: string, { head, builds, projector }: { head: Position; builds: readonly Build[]; projector: ModelProjector | undefined }): Promise<ModelStatus> {
    const find = (state: Build['state']) => builds.findLast((build) => build.model === model && build.state === state)
    const live = find('live')
    const filling = find('filling')
    const position = live?.position ?? 0
    const folded = Math.max(position, projector?.live?.position ?? 0) + Math.max(filling?.position ?? 0, projector?.filling?.position ?? 0)
    const isBehind = live === undefined ? head > 0 : position < head
    return {
      model, position, head,
      ...(await this.#parkedOf(live)),
      fillingPosition: filling?.position,
      isProjectedHere: projector !== undefined,
      stopped: projector?.stopped?.message,
      failing: isBehind ? projector?.failing?.message : undefined,
      isStalled: this.#isStuck(model, folded) && isBehind,
    }
  }

  async #parkedOf(live: Build | undefined): Promise<Pick<ModelStatus, 'parkedCount' | 'firstParked'>> {
    const { store } = this.options
    const parkedCount = live === undefined ? 0 : await store.countParked(live.id)
    if (live === undefined || parkedCount === 0) return { parkedCount: 0 }
    const [first] = await store.scan(live.id, { limit: 1, parkedOnly: true })
    return { parkedCount, firstParked: first?.parked }
  }

  #isStuck(model: string, position: Position): boolean {
    const seen = this.#seen.get(model)
    if (seen?.position === position) return performance.now() - seen.sinceMs >= this.options.stallAfterMs
    this.#seen.set(model, { position, sinceMs: performance.now() })
    return false
  }
}
