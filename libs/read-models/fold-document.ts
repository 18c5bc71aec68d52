import type { RecordedEvent } from '#event-log'
import type { Position } from '#event-log'
import type { ReadModel } from './read-model.js'
import type { Parked } from './view-store.js'

/** A document while it is folded. */
export interface FoldedDocument {
  readonly document: object | undefined
  readonly position: Position
  readonly parked?: Parked | undefined
}

export const unfolded: FoldedDocument = { document: undefined, position: 0 }

/**
 * The document after an event. A fold that throws parks it, and nothing more is folded into it until it is repaired. An
 * event at or below the document's position is in it: a stored document may be ahead of its build.
 */
export const foldInto = ({ model, key }: { readonly model: ReadModel; readonly key: string }, folded: FoldedDocument, event: RecordedEvent): FoldedDocument => {
  if (folded.parked !== undefined || event.position <= folded.position) return folded
  try {
    const document = model.fold(folded.document, event, key)
    return document === folded.document ? folded : { document, position: event.position }
  } catch (error) {
    return { document: folded.document, position: event.position, parked: { since: event.position, error: String(error) } }
  }
}
