import { MaxKey, type Db, type Filter } from 'mongodb'
import type { Build, KnownDocument, LiveDocument, Page, RebuildRequest, StoredDocument } from '../view-store.js'
import { bounded } from './bounded.js'
import { buildOf, documentId, documentOf, long, requestOf, viewCollections, type DocumentRow, type ViewCollections } from './view-collections.js'

/** What is read, at majority: it can't vanish again. */
export class ViewReads {
  readonly #collections: ViewCollections

  constructor(database: Db, readonly timeoutMs: number) {
    this.#collections = viewCollections(database)
  }

  builds(): Promise<Build[]> {
    return this.#bounded(async () => (await this.#collections.builds.find({}, this.#limits).sort({ _id: 1 }).toArray()).map(buildOf))
  }

  load(buildId: number, keys: readonly string[]): Promise<StoredDocument[]> {
    return this.#bounded(() => this.#load(buildId, keys))
  }

  /** The build is read first: documents are stored before it moves, so none of them is behind it. */
  getLive(model: string, keys: readonly string[]): Promise<{ readonly build: Build; readonly documents: readonly StoredDocument[] } | undefined> {
    return this.#bounded(async () => {
      for (;;) {
        const build = await this.#liveBuild(model)
        if (build === undefined) return undefined
        const documents = await this.#load(build.id, keys)
        if (documents.length === keys.length || await this.#isLive(build)) return { build, documents }
      }
    })
  }

  getLiveDocument(model: string, key: string, known?: KnownDocument): Promise<LiveDocument | undefined> {
    return this.#bounded(async () => {
      for (;;) {
        const build = await this.#liveBuild(model)
        if (build === undefined) return undefined
        const document = await this.#findDocument(build.id, key, known?.buildId === build.id ? known.position : 0)
        const isKnown = document !== undefined && build.id === known?.buildId && document.position === known.position
        if (document !== undefined || await this.#isLive(build)) return { build, document, isKnown }
      }
    })
  }

  scan(buildId: number, { after = '', limit, parkedOnly = false }: Page): Promise<StoredDocument[]> {
    return this.#bounded(async () => {
      const filter: Filter<DocumentRow> = parkedOnly
        ? { '_id.build': long(buildId), '_id.key': { $gt: after }, parkedSince: { $exists: true } }
        : { _id: { $gt: documentId(buildId, after), $lt: { build: long(buildId), key: new MaxKey() as unknown as string } } }
      const rows = this.#collections.documents.find(filter, this.#limits).sort(parkedOnly ? { '_id.build': 1, '_id.key': 1 } : { _id: 1 }).limit(limit)
      return (await rows.toArray()).map(documentOf)
    })
  }

  countParked(buildId: number): Promise<number> {
    return this.#bounded(() => this.#collections.documents.countDocuments({ '_id.build': long(buildId), parkedSince: { $exists: true } }, this.#limits))
  }

  rebuildRequests(): Promise<RebuildRequest[]> {
    return this.#bounded(async () => (await this.#collections.requests.find({}, this.#limits).sort({ _id: 1 }).toArray()).map(requestOf))
  }

  incarnation(): Promise<string | undefined> {
    return this.#bounded(async () => (await this.#collections.settings.findOne({ _id: 'log' }, this.#limits))?.incarnation)
  }

  get #limits() {
    return { maxTimeMS: this.timeoutMs }
  }

  #bounded<Result>(work: () => Promise<Result>): Promise<Result> {
    return bounded(this.timeoutMs, work)
  }

  async #load(buildId: number, keys: readonly string[]): Promise<StoredDocument[]> {
    if (keys.length === 0) return []
    const rows = await this.#collections.documents.find({ _id: { $in: keys.map((key) => documentId(buildId, key)) } }, this.#limits).toArray()
    const byKey = new Map(rows.map((row) => [row._id.key, documentOf(row)]))
    return keys.flatMap((key) => byKey.get(key) ?? [])
  }

  /** Without the JSON of what stands at the position that is known. */
  async #findDocument(buildId: number, key: string, knownPosition: number): Promise<StoredDocument | undefined> {
    const json = knownPosition === 0 ? 1 : { $cond: [{ $eq: ['$position', long(knownPosition)] }, '$$REMOVE', '$json'] }
    const projection = { position: 1, parkedSince: 1, parkedError: 1, json }
    const row = await this.#collections.documents.findOne({ _id: documentId(buildId, key) }, { ...this.#limits, projection })
    return row === null ? undefined : documentOf(row)
  }

  async #liveBuild(model: string): Promise<Build | undefined> {
    const row = await this.#collections.builds.findOne({ model, state: 'live' }, this.#limits)
    return row === null ? undefined : buildOf(row)
  }

  /** Where a document is missing: whether the build had it to lose, or was replaced and is being deleted meanwhile. */
  async #isLive({ id }: Build): Promise<boolean> {
    return await this.#collections.builds.findOne({ _id: long(id), state: 'live' }, { ...this.#limits, projection: { _id: 1 } }) !== null
  }
}
