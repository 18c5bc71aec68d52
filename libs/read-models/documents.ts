import type { EventLog, Position } from '#event-log'
import { endOfDay, isDay, type Day, type Instant } from '#domain'
import { foldOnDemand } from './fold-on-demand.js'
import type { ReadModel } from './read-model.js'
import type { Parked, ViewStore } from './view-store.js'

/** What was known: up to a position, at an instant, or at the end of a day. */
export type KnownAt = Position | Instant | Day

export interface DocumentRequest<Document extends object> {
  readonly model: ReadModel<Document>
  readonly key: string
  /** Only what occurred by this day. */
  readonly asOf?: Day | undefined
  /** Only what was recorded by then; what is not yet past is cut to the head. */
  readonly knownAt?: KnownAt | undefined
  /** The reader's own last write: waited for, briefly. */
  readonly minPosition?: Position | undefined
}

export interface DocumentAt<Document extends object> {
  readonly document: Document | undefined
  /** The answer holds everything recorded up to here: asked again with `knownAt` it is the same. */
  readonly position: Position
  readonly parked?: Parked | undefined
}

/** The log has not come as far as the caller says that it has. */
export class PositionNotReached extends Error {
  override readonly name = 'PositionNotReached'
  constructor(readonly minPosition: Position, readonly head: Position) {
    super(`position ${minPosition} is beyond the log's head ${head}`)
  }
}

export interface DocumentReaderOptions {
  readonly log: EventLog
  readonly store: Pick<ViewStore, 'getLive'>
  readonly engine: { waitFor(model: string, position: Position, timeoutMs: number): Promise<boolean> }
  readonly waitMs?: number
}

/**
 * Documents now and at any other moment, by the same fold. The stored document answers where it is the right one;
 * otherwise, and while a read model is behind or being built, the document is folded from its tag's events.
 */
export class DocumentReader {
  constructor(readonly options: DocumentReaderOptions) {}

  async at<Document extends object>(request: DocumentRequest<Document>): Promise<DocumentAt<Document>> {
    const { asOf, knownAt, minPosition } = request
    const upTo = knownAt === undefined ? undefined : await this.#positionOf(knownAt)
    if (asOf === undefined) {
      if (minPosition !== undefined && upTo === undefined) await this.options.engine.waitFor(request.model.name, minPosition, this.options.waitMs ?? 2_000)
      const stored = await this.#findStored(request, upTo)
      if (stored !== undefined) return stored
    }
    return this.#fold(request, upTo)
  }

  async #findStored<Document extends object>({ model, key, minPosition = 0 }: DocumentRequest<Document>, upTo: Position | undefined): Promise<DocumentAt<Document> | undefined> {
    const live = await this.options.store.getLive(model.name, [key])
    if (live === undefined || live.build.version !== model.version) return undefined
    const [found] = live.documents
    const position = upTo ?? live.build.position
    if (position < minPosition || live.build.position < position || (found !== undefined && found.position > position)) return undefined
    const document = found?.json === undefined ? undefined : (JSON.parse(found.json) as Document)
    return { document, position, ...(found?.parked === undefined ? {} : { parked: found.parked }) }
  }

  async #fold<Document extends object>({ model, key, asOf, minPosition = 0 }: DocumentRequest<Document>, upTo: Position | undefined): Promise<DocumentAt<Document>> {
    const position = upTo ?? (await this.options.log.head())
    if (position < minPosition && upTo === undefined) throw new PositionNotReached(minPosition, position)
    const { document, parked } = await foldOnDemand(this.options.log, { model, key, upTo: position, keeps: ({ occurredOn }) => asOf === undefined || occurredOn <= asOf })
    return { document: document as Document | undefined, position, ...(parked === undefined ? {} : { parked }) }
  }

  async #positionOf(knownAt: KnownAt): Promise<Position> {
    const { log } = this.options
    if (typeof knownAt === 'number') return Math.min(knownAt, await log.head())
    return log.positionAt(isDay(knownAt) ? endOfDay(knownAt) : knownAt)
  }
}
