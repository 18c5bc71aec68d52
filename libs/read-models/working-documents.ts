import { LRUCache } from 'lru-cache'
import type { RecordedEvent } from '#event-log'
import { foldInto, unfolded, type FoldedDocument } from './fold-document.js'
import type { ReadModel } from './read-model.js'
import type { StoredDocument, ViewStore } from './view-store.js'
import { writtenDocument } from './written-document.js'

interface Working extends FoldedDocument {
  /** Of its JSON, roughly until it has been written down. */
  readonly bytes: number
}

const absent: Working = { ...unfolded, bytes: 0 }

/** The documents that a projection has in hand: those that changed since the last save, and those it may need again. */
export class WorkingDocuments {
  #changed = new Map<string, Working>()
  readonly #unchanged: LRUCache<string, Working>
  /** Of the changed documents, and of what was added to them since the last save. */
  changedBytes = 0
  addedBytes = 0

  constructor(readonly model: ReadModel, keptBytes: number) {
    this.#unchanged = new LRUCache({ maxSize: keptBytes, sizeCalculation: ({ bytes }) => Math.max(bytes, 1) })
  }

  get changedCount(): number {
    return this.#changed.size
  }

  /** The documents of these keys, by key, read from the store where they are not in hand. */
  async take(keys: ReadonlySet<string>, store: Pick<ViewStore, 'load'>, buildId: number): Promise<Map<string, Working>> {
    const taken = new Map<string, Working>()
    for (const key of keys) {
      const inHand = this.#changed.get(key) ?? this.#unchanged.get(key)
      if (inHand !== undefined) taken.set(key, inHand)
    }
    const missing = [...keys].filter((key) => !taken.has(key))
    if (missing.length === 0) return taken
    for (const document of await store.load(buildId, missing)) taken.set(document.key, opened(document))
    return taken
  }

  fold(taken: Map<string, Working>, key: string, event: RecordedEvent, eventBytes: number): void {
    const before = taken.get(key) ?? absent
    const after = foldInto({ model: this.model, key }, before, event)
    if (after === before) return
    const working = { ...after, bytes: before.bytes + eventBytes }
    this.changedBytes += this.#changed.has(key) ? eventBytes : working.bytes
    this.addedBytes += eventBytes
    taken.set(key, working)
    this.#changed.set(key, working)
  }

  /** The changed documents written down, one at a time, so that their JSON is never all in memory. */
  *changes(maxBytes: number): Generator<StoredDocument> {
    for (const [key, folded] of this.#changed) {
      const written = writtenDocument(key, folded, maxBytes)
      const { json, position, parked } = written
      this.#unchanged.set(key, { document: json === undefined ? undefined : folded.document, position, parked, bytes: json?.length ?? 0 })
      yield written
    }
  }

  saved(): void {
    this.#changed = new Map()
    this.changedBytes = 0
    this.addedBytes = 0
  }

  /** What is in hand is no longer what the store holds. */
  forgetAll(): void {
    this.saved()
    this.#unchanged.clear()
  }
}

const opened = ({ json, position, parked }: StoredDocument): Working =>
  ({ document: json === undefined ? undefined : JSON.parse(json) as object, position, parked, bytes: json?.length ?? 0 })
