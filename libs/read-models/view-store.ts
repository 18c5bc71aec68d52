import type { Position } from '#event-log'
import type { Lease, Leases } from '#platform'

/** The documents of one read model at one version, all folded up to `position`. */
export interface Build {
  readonly id: number
  readonly model: string
  readonly version: number
  /** `filling` until it has caught up, `live` while queries use it, `retired` while it is being deleted. */
  readonly state: 'filling' | 'live' | 'retired'
  readonly position: Position
}

/** From this event on a document is incomplete: its fold threw. */
export interface Parked {
  readonly since: Position
  readonly error: string
}

export interface StoredDocument {
  readonly key: string
  /** Of the last event that was folded into it, or that parked it. */
  readonly position: Position
  /** Undefined where the very first event of the key parked it. */
  readonly json: string | undefined
  readonly parked?: Parked | undefined
}

/** A wish for a build of a model newer than all that there were when it was asked for. */
export interface RebuildRequest {
  readonly model: string
  /** The build that fulfils it has a higher id. */
  readonly afterBuild: number
  /** How far the log was read for it; undefined until somebody takes it up. */
  readonly position?: Position | undefined
  /** Why there will be no such build. */
  readonly failure?: string | undefined
}

/** The build is further on than what was to be saved. */
export class StaleSave extends Error {
  override readonly name = 'StaleSave'
}

/** The views can't be reached just now; what was to be stored may have been. */
export class ViewsUnavailable extends Error {
  override readonly name = 'ViewsUnavailable'
}

/**
 * Where documents are kept. They can always be folded again: a store may lose its last moments, but never mix them.
 * A build holds all of the log up to its position; single documents may be ahead of it, each at a position of its own.
 */
export interface ViewStore extends Leases {
  /** A document whose JSON takes more bytes in UTF-8 can't be stored. */
  readonly maxDocumentBytes: number

  /** To be called by a new holder of the lease before it reads builds: from then on no earlier holder's save moves one of them. */
  takeOver(lease: Lease): Promise<void>
  builds(): Promise<Build[]>
  createBuild(model: string, version: number, lease: Lease): Promise<Build>
  /** Makes it the build that queries use, retires the one before, and takes away the request that it fulfils, in one step. */
  goLive(buildId: number, lease: Lease): Promise<void>
  /** Deletes a build that is not live, piece by piece. */
  dropBuild(buildId: number, lease: Lease): Promise<void>

  /** Leaves a request for whoever holds the lease, in place of an earlier one; needs no lease. It stands until it is fulfilled. */
  requestRebuild(model: string): Promise<RebuildRequest>
  rebuildRequests(): Promise<RebuildRequest[]>
  /** Says how far the rebuild of the request's model is, or why it failed. */
  reportRebuild(request: RebuildRequest, lease: Lease): Promise<void>

  /** Which log the views are of; undefined for new views. */
  incarnation(): Promise<string | undefined>
  /**
   * Takes away every build and request; what comes is of the log with this incarnation. Ids of builds are not used again.
   * Does nothing where a build is newer than the one that the caller saw last: another process was faster.
   */
  clear(incarnation: string, newestBuild: number): Promise<void>

  /** Those of the documents that exist. */
  load(buildId: number, keys: readonly string[]): Promise<StoredDocument[]>
  /**
   * Stores documents, then the build's position. Where that breaks off, documents may stand ahead of the build, never
   * the build ahead of its documents; the same save again completes it, and repeated it changes nothing. A document that
   * is further on than what is to be saved is left as it is: a fold gives the same history, so there is nothing to add.
   * Throws `StaleSave` for a build that is further on, and `LeaseLost`; then the build stays where it is.
   */
  save(buildId: number, changes: Changes, lease: Lease): Promise<void>

  /** The model's live build and those of the documents that exist in it, each at the build's position or ahead of it. */
  getLive(model: string, keys: readonly string[]): Promise<{ readonly build: Build; readonly documents: readonly StoredDocument[] } | undefined>
  /**
   * The model's live build and one document of it, at the build's position or ahead of it. What the caller has of exactly this build and position
   * is not read again: `isKnown`, and its JSON is left out.
   */
  getLiveDocument(model: string, key: string, known?: KnownDocument): Promise<LiveDocument | undefined>
  /** A page of a build's documents in the order of their keys. */
  scan(buildId: number, page: Page): Promise<StoredDocument[]>
  countParked(buildId: number): Promise<number>
  close(): Promise<void>
}

export interface KnownDocument {
  readonly buildId: number
  readonly position: Position
}

export interface LiveDocument {
  readonly build: Build
  readonly document: StoredDocument | undefined
  readonly isKnown: boolean
}

export interface Changes {
  readonly documents: Iterable<StoredDocument>
  readonly position: Position
}

export interface Page {
  readonly after?: string | undefined
  readonly limit: number
  readonly parkedOnly?: boolean | undefined
}
