import type { FoldedDocument } from './fold-document.js'
import type { StoredDocument } from './view-store.js'

/**
 * A folded document as it is stored. One that is larger than the store takes is parked without its JSON, since the model
 * must go on: whoever asks for it gets it folded on demand, and health says that there is one.
 */
export const writtenDocument = (key: string, { document, position, parked }: FoldedDocument, maxBytes: number): StoredDocument => {
  const json = document === undefined ? undefined : JSON.stringify(document)
  const bytes = json === undefined ? 0 : bytesOf(json, maxBytes)
  if (bytes <= maxBytes) return { key, position, json, ...(parked === undefined ? {} : { parked }) }
  const error = `the document is too large to be stored: ${bytes} bytes, and at most ${maxBytes} can be`
  return { key, position, json: undefined, parked: parked ?? { since: position, error } }
}

/** Counted only where it could be too much: no UTF-16 unit takes more than three bytes. */
const bytesOf = (json: string, maxBytes: number): number => (json.length * 3 <= maxBytes ? json.length : Buffer.byteLength(json))
