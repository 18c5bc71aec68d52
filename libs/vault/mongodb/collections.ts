import { Binary, type Long } from 'mongodb'

/** A subject's key, or the tombstone in its place: so a key can't be made again while it is being destroyed. */
export interface KeyDocument {
  readonly _id: string
  readonly bytes?: Binary
  /** The sequence number of the forgetting. */
  readonly forgotten?: Long
}

export interface CitizenNumberDocument {
  /** The keyed hash of the number. */
  readonly _id: string
  readonly personId: string
}

export interface SecretDocument {
  readonly _id: string
  readonly bytes: Binary
}

export interface ActorDocument {
  readonly _id: string
  readonly document: string
}

export interface LogDocument {
  readonly _id: string
}

/** A household of the search by name. */
export interface HouseholdDocument {
  readonly _id: string
  /** The place in the order of answers as one text; see `placeText`. */
  readonly place: string
  /** What it can be looked up by. */
  readonly terms: readonly string[]
  /** Each person's searchable name. */
  readonly names: readonly string[]
  readonly village: string
  readonly unit: string
  /** JSON. */
  readonly entry: string
  /** The checkpoint of the save that it is from: a long save of somebody who is less far must not undo it. */
  readonly position: Long
}

/** How many households have a term: what there is of words with a beginning, and which is the rarest. */
export interface TermDocument {
  readonly _id: string
  readonly households: Long
}

export interface SearchStateDocument {
  readonly _id: string
  readonly checkpoint: Long
  readonly incarnation?: string
  /** Whoever writes to the search counts it up first, and so never writes at once with another. */
  readonly turn: Long
}

export interface SchemaDocument {
  readonly _id: string
  readonly version: Long
}

/** The one document of `search_state`, and of `schema`. */
export const searchStateId = 'search'
export const schemaId = 'vault'

/** A copy: the driver's buffer is a window on the whole answer, which a cached key would keep in memory. */
export const bytesOf = (binary: Binary): Uint8Array => Uint8Array.from(binary.buffer.subarray(0, binary.position))

export const binaryOf = (bytes: Uint8Array): Binary => new Binary(bytes)

/** Where the driver has made a number of it already, since it is a safe one. */
export const numberOf = (value: Long | number): number => Number(value)
