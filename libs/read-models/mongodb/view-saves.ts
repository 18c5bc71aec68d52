import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb'
import { type Lease, LeaseLost, withoutDuplicates } from '#platform'
import { OneAtATime } from '../one-at-a-time.js'
import { StaleSave, type Changes, type StoredDocument } from '../view-store.js'
import { WorkSlices } from '../work-slices.js'
import { bounded } from './bounded.js'
import { documentRow, leaseCollection, long, viewCollections, type DocumentRow, type ViewCollections } from './view-collections.js'

const pieceBytes = 4 * 2 ** 20
const pieceDocuments = 1_000

export interface SaveContext {
  readonly database: Db
  readonly timeoutMs: number
  /** Takes away what was written into a build that is no more. */
  readonly removeStrays: (buildId: number) => Promise<void>
}

/** Documents and checkpoints: documents first, each refused where it would go backwards; then the build's position, under the leader's fence. */
export class ViewSaves {
  readonly #collections: ViewCollections
  /** Saves of one build follow each other, as they were asked for. */
  readonly #turns = new Map<number, OneAtATime>()

  constructor(readonly context: SaveContext) {
    this.#collections = viewCollections(context.database)
  }

  save(buildId: number, changes: Changes, lease: Lease): Promise<void> {
    const turns = this.#turns.get(buildId) ?? new OneAtATime()
    this.#turns.set(buildId, turns)
    return turns.run(() => this.#save(buildId, changes, lease))
  }

  forget(buildId: number): void {
    this.#turns.delete(buildId)
  }

  async #save(buildId: number, { documents, position }: Changes, lease: Lease): Promise<void> {
    await this.#bounded(() => this.#refuseBeforehand(buildId, position, lease))
    await this.#writeDocuments({ buildId, isNew: position === 0, fence: lease.fence }, documents)
    const { matchedCount } = await this.#bounded(() => this.#collections.builds.updateOne(
      { _id: long(buildId), fence: { $lte: long(lease.fence) }, position: { $lte: long(position) } }, { $set: { position: long(position), fence: long(lease.fence) } },
    ))
    if (matchedCount === 1) return
    await this.#bounded(() => this.#throwRefusal(buildId, position, lease))
  }

  /** What can be seen at once to be in vain is not begun. It may become so in the midst: the checkpoint's conditions hold then. */
  async #refuseBeforehand(buildId: number, position: number, { name, holder, fence }: Lease): Promise<void> {
    const [held, build] = await Promise.all([
      leaseCollection(this.context.database).findOne({ _id: name, holder, fence: long(fence) }),
      this.#collections.builds.findOne({ _id: long(buildId) }),
    ])
    if (held === null) throw new LeaseLost(`${name} is no longer held by ${holder}`)
    if (build === null || Number(build.position) > position) throw new StaleSave(`build ${buildId} is past ${position} already, or gone`)
  }

  async #throwRefusal(buildId: number, position: number, { name, fence }: Lease): Promise<never> {
    const build = await this.#collections.builds.findOne({ _id: long(buildId) })
    if (build === null) await this.context.removeStrays(buildId)
    if (build === null || Number(build.fence) > fence) throw new LeaseLost(`${name} was taken by another while build ${buildId} was saved`)
    throw new StaleSave(`build ${buildId} is past ${position} already`)
  }

  /** While one piece is on its way, the next is written down. */
  async #writeDocuments(target: Target, documents: Iterable<StoredDocument>): Promise<void> {
    const slices = new WorkSlices()
    let writing = Promise.resolve()
    try {
      for (const piece of piecesOf(documents)) {
        await writing
        writing = this.#writePiece(target, piece)
        // Waited for below; until then a failure is not one that nobody handles.
        writing.catch(() => undefined)
        if (slices.isOver()) await slices.nextTurn()
      }
    } finally {
      await Promise.allSettled([writing])
    }
    await writing
  }

  async #writePiece({ buildId, isNew, fence }: Target, piece: readonly StoredDocument[]): Promise<void> {
    const rows = piece.map((document) => documentRow(buildId, document, fence))
    const { documents } = this.#collections
    const inTheWay = isNew ? await this.#bounded(() => insertNew(documents, rows)) : rows
    if (inTheWay.length > 0) await this.#bounded(() => replaceOlder(documents, inTheWay))
  }

  #bounded<Result>(work: () => Promise<Result>): Promise<Result> {
    return bounded(this.context.timeoutMs, work)
  }
}

interface Target {
  readonly buildId: number
  /** A build that stands at 0 is hardly ever written twice, and inserting alone is faster. */
  readonly isNew: boolean
  readonly fence: number
}

function* piecesOf(documents: Iterable<StoredDocument>): Generator<StoredDocument[]> {
  let piece: StoredDocument[] = []
  let bytes = 0
  for (const document of documents) {
    piece.push(document)
    bytes += document.json?.length ?? 0
    if (bytes < pieceBytes && piece.length < pieceDocuments) continue
    yield piece
    piece = []
    bytes = 0
  }
  if (piece.length > 0) yield piece
}

/** Gives those that are there already. */
const insertNew = async (documents: Collection<DocumentRow>, rows: DocumentRow[]): Promise<DocumentRow[]> => {
  const refused = await withoutDuplicates(() => documents.insertMany(rows, { ordered: false }))
  return refused.flatMap((index) => rows[index] ?? [])
}

/** One that is further on doesn't match, and the insert in its place meets its key: it is left as it is. */
const replaceOlder = async (documents: Collection<DocumentRow>, rows: readonly DocumentRow[]): Promise<void> => {
  await withoutDuplicates(() => documents.bulkWrite(rows.map(replacement), { ordered: false }))
}

const replacement = (row: DocumentRow): AnyBulkWriteOperation<DocumentRow> => {
  const { _id, ...replaced } = row
  const isNotFurther = [{ position: { $lt: row.position } }, { position: row.position, fence: { $lte: row.fence } }]
  return { replaceOne: { filter: { _id, $or: isNotFurther }, replacement: replaced, upsert: true } }
}
