import type { EventLog, Position, RecordedEvent } from '#event-log'
import type { Lease } from '#platform'
import { foldInto, unfolded, type FoldedDocument } from './fold-document.js'
import { foldTogether } from './fold-together.js'
import { KeysUnknown } from './keys-unknown.js'
import type { ReadModel } from './read-model.js'
import { roughEventBytes } from './rough-bytes.js'
import type { Build, StoredDocument, ViewStore } from './view-store.js'
import { WorkSlices } from './work-slices.js'
import { writtenDocument } from './written-document.js'

export interface FillContext {
  readonly build: Build
  readonly model: ReadModel
  readonly log: EventLog
  readonly store: ViewStore
  readonly lease: Lease
}

export interface FillOptions {
  readonly upTo: Position
  /** Documents folded in memory at once, as JSON. */
  readonly memoryBytes: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (progress: FillProgress) => void
}

/** How far the log was read; then how many of the documents that did not fit into memory are left. */
export interface FillProgress {
  readonly position: Position
  readonly head: Position
  readonly documentsLeft?: number | undefined
}

/** One save holds the store's other writers up for so long. */
const savedAtOnceBytes = 4 * 2 ** 20
/** What a log finds together hardly slower than one tag's events. */
const keysAtOnce = 100

/**
 * Fills a new build, and writes each document once. The log is read once from its beginning and folded in memory; when
 * memory is full, half of the documents are left for later, to be folded from their tags, some at a time. So neither memory
 * nor what is written grows with how the log mixes its keys. Until the end the build stands at 0: broken off, it is begun anew.
 * Gives the position that it was filled up to: `upTo`, or the last one before an event whose keys are unknown.
 */
export const fillBuild = async (context: FillContext, options: FillOptions): Promise<Position> => {
  const folding = new FoldingInMemory(context.model, options.memoryBytes)
  const upTo = await readAll(context.log, folding, options)
  if (options.signal?.aborted) return 0
  await saveInPieces(context, folding.documents(context.store.maxDocumentBytes))
  const left = folding.leftForLater()
  await saveInPieces(context, foldedByTag(context, left, { ...options, upTo }))
  if (options.signal?.aborted) return 0
  await context.store.save(context.build.id, { documents: [], position: upTo }, context.lease)
  return upTo
}

const readAll = async (log: EventLog, folding: FoldingInMemory, { upTo, signal, onProgress }: FillOptions): Promise<Position> => {
  const slices = new WorkSlices()
  let position = 0
  for await (const events of log.read({ upTo })) {
    for (const event of events) {
      if (event.position > upTo || !folding.fold(event)) return position
      position = event.position
      if (slices.isOver()) await slices.nextTurn()
    }
    onProgress({ position, head: upTo })
    if (signal?.aborted) break
  }
  return position
}

async function* foldedByTag({ log, model, store }: FillContext, left: ReadonlyMap<string, number>, { upTo, memoryBytes, signal, onProgress }: FillOptions): AsyncGenerator<StoredDocument> {
  let documentsLeft = left.size
  for (const keys of groupsOf(left, memoryBytes / 2)) {
    if (signal?.aborted) return
    const folded = await foldTogether(log, { model, keys, upTo })
    for (const [key, document] of folded) yield writtenDocument(key, document, store.maxDocumentBytes)
    documentsLeft -= keys.length
    onProgress({ position: upTo, head: upTo, documentsLeft })
  }
}

/** Keys whose documents fit into memory together, by what was counted of their events. */
function* groupsOf(left: ReadonlyMap<string, number>, memoryBytes: number): Generator<string[]> {
  let group: string[] = []
  let groupBytes = 0
  for (const [key, bytes] of [...left].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (group.length === keysAtOnce || (group.length > 0 && groupBytes + bytes > memoryBytes)) {
      yield group
      group = []
      groupBytes = 0
    }
    group.push(key)
    groupBytes += bytes
  }
  if (group.length > 0) yield group
}

/** While one piece is saved, the next is folded and written down. */
const saveInPieces = async ({ build, store, lease }: FillContext, documents: Iterable<StoredDocument> | AsyncIterable<StoredDocument>): Promise<void> => {
  const slices = new WorkSlices()
  let piece: StoredDocument[] = []
  let bytes = 0
  let saving = Promise.resolve()
  const save = async () => {
    await saving
    saving = store.save(build.id, { documents: piece, position: 0 }, lease)
    // Waited for before the next piece; until then a failure is not one that nobody handles.
    saving.catch(() => undefined)
    piece = []
    bytes = 0
  }
  for await (const document of documents) {
    piece.push(document)
    bytes += document.json?.length ?? 0
    if (slices.isOver()) await slices.nextTurn()
    if (bytes >= savedAtOnceBytes) await save()
  }
  await save()
  await saving
}

class FoldingInMemory {
  readonly #folded = new Map<string, { readonly folded: FoldedDocument; readonly bytes: number }>()
  /** By key, and how much their events add up to. */
  readonly #later = new Map<string, number>()
  #bytes = 0

  constructor(readonly model: ReadModel, readonly memoryBytes: number) {}

  /** False where the event's keys are unknown. */
  fold(event: RecordedEvent): boolean {
    const keys = KeysUnknown.orKeys(this.model, event)
    if (keys instanceof KeysUnknown) return false
    const eventBytes = roughEventBytes(event)
    for (const key of keys) {
      const later = this.#later.get(key)
      if (later === undefined) this.#foldInto(key, event, eventBytes)
      else this.#later.set(key, later + eventBytes)
    }
    if (this.#bytes > this.memoryBytes) this.#leaveHalf()
    return true
  }

  *documents(maxBytes: number): Generator<StoredDocument> {
    for (const key of [...this.#folded.keys()].sort()) {
      const found = this.#folded.get(key)
      this.#folded.delete(key)
      if (found !== undefined) yield writtenDocument(key, found.folded, maxBytes)
    }
  }

  leftForLater(): ReadonlyMap<string, number> {
    return this.#later
  }

  #foldInto(key: string, event: RecordedEvent, eventBytes: number): void {
    const before = this.#folded.get(key)
    const folded = foldInto({ model: this.model, key }, before?.folded ?? unfolded, event)
    if (folded === (before?.folded ?? unfolded)) return
    this.#folded.set(key, { folded, bytes: (before?.bytes ?? 0) + eventBytes })
    this.#bytes += eventBytes
  }

  #leaveHalf(): void {
    for (const [key, { bytes }] of this.#folded) {
      if (this.#bytes <= this.memoryBytes / 2) return
      this.#folded.delete(key)
      this.#later.set(key, bytes)
      this.#bytes -= bytes
    }
  }
}
