import type { RecordedEvent } from '#event-log'

/**
 * A question and how its answer is folded: pure, and the same now and then. Documents are JSON, with sealed values
 * copied closed, and no field is ever `undefined`: a document that was stored and read again is the same, byte for byte.
 */
export interface ReadModel<Document extends object = object> {
  readonly name: string
  /** Raised whenever documents would come out otherwise: a new build then fills beside the one in use. */
  readonly version: number
  /** Whether lists and boards read all of its documents, which wait for it; a single document that is behind is folded on demand. */
  readonly isListed?: true
  /** The documents that an event belongs to. */
  keysOf(event: RecordedEvent): readonly string[]
  /** Every event with this key carries this tag. */
  tagOf(key: string): string
  /** Never changes the document that it is given; `key` is whose document it is. */
  fold(document: Document | undefined, event: RecordedEvent, key: string): Document
}
