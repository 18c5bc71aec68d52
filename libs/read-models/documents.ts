import { LRUCache } from 'lru-cache'
import type { EventLog, Position } from '#event-log'
import { endOfDay, isDay, type Day, type Instant } from '#domain'
import { foldOnDemand } from './fold-on-demand.js'
import type { ReadModel } from './read-model.js'
import type { KnownDocument, Parked, ViewStore } from './view-store.js'

/** What was known: up to a position, at an instant, or at the end of a day. */
export type KnownAt = Position | Instant

export interface DocumentRequest<Document extends object> {
  readonly model: ReadModel<Document>
  readonly key: string
  /** Only what occurred by this day. */
  readonly asOf?: Day | undefined
  /** Only what was recorded by then; what is not yet past is cut to the head. */
  readonly knownAt?: KnownAt | undefined
  /** The reader's own last write: the answer holds it. */
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

const mostParsedCharacters = 16_000_000

export interface DocumentReaderOptions {
  readonly log: EventLog
  readonly store: Pick<ViewStore, 'getLiveDocument'>
}

/**
 * Documents now and at any other moment, by the same fold. The stored document answers where it is the right one;
 * otherwise, and while a read model is behind or being built, the document is folded from its tag's events.
 */
export class DocumentReader {
  /** What was read lately, parsed: a document of the same build and position is the same. */
  readonly #parsed = new LRUCache<string, KnownDocument & { readonly document: object }>({ maxSize: mostParsedCharacters, max: 10_000 })

  constructor(readonly options: DocumentReaderOptions) {}

  async at<Document extends object>(request: DocumentRequest<Document>): Promise<DocumentAt<Document>> {
    const { asOf, knownAt } = request
    // A position that the views have reached is one of the log's: there is no need to ask for its head.
    let upTo = knownAt === undefined || typeof knownAt === 'number' ? knownAt : await this.#positionAt(knownAt)
    if (asOf === undefined) {
      const stored = await this.#findStored(request, upTo)
      if (stored !== undefined) return stored
    }
    if (upTo !== undefined) upTo = Math.min(upTo, await this.options.log.head())
    return this.#fold(request, upTo)
  }

  async #findStored<Document extends object>({ model, key, minPosition = 0 }: DocumentRequest<Document>, upTo: Position | undefined): Promise<DocumentAt<Document> | undefined> {
    const cacheKey = `${model.name} ${key}`
    const known = this.#parsed.get(cacheKey)
    const live = await this.options.store.getLiveDocument(model.name, key, known)
    if (live?.build.version !== model.version) return undefined
    const { build, document: found, isKnown } = live
    // A document that is ahead of its build holds everything up to its own position.
    const reached = Math.max(build.position, found?.position ?? 0)
    const position = upTo ?? reached
    if (position < minPosition || position > reached || position < (found?.position ?? 0)) return undefined
    // What was too large to be stored is whole when it is folded.
    if (found?.parked !== undefined) return found.json === undefined ? undefined : { document: JSON.parse(found.json) as Document, position, parked: found.parked }
    if (isKnown) return { document: known?.document as Document, position }
    if (found?.json === undefined) return { document: undefined, position }
    const document = JSON.parse(found.json) as Document
    this.#parsed.set(cacheKey, { buildId: build.id, position: found.position, document }, { size: found.json.length })
    return { document, position }
  }

  async #fold<Document extends object>({ model, key, asOf, minPosition = 0 }: DocumentRequest<Document>, upTo: Position | undefined): Promise<DocumentAt<Document>> {
    const position = upTo ?? (await this.options.log.head())
    if (position < minPosition && upTo === undefined) throw new PositionNotReached(minPosition, position)
    const { document, parked } = await foldOnDemand(this.options.log, { model, key, upTo: position, keeps: ({ occurredOn }) => asOf === undefined || occurredOn <= asOf })
    return { document: document as Document | undefined, position, ...(parked === undefined ? {} : { parked }) }
  }

  #positionAt(knownAt: Instant): Promise<Position> {
    return this.options.log.positionAt(isDay(knownAt) ? endOfDay(knownAt) : knownAt)
  }
}
