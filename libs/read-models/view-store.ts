import type { Position } from '#event-log'

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

/** The right to write views, for a while; `fence` rises with every new holder. */
export interface Lease {
  readonly name: string
  readonly holder: string
  readonly fence: number
  readonly durationMs: number
}

/** Another process holds the lease by now: nothing was stored. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** What was to be saved is older than what is stored: nothing was stored. */
export class StaleSave extends Error {
  override readonly name = 'StaleSave'
}

/** Where documents are kept. They can always be folded again: a store may lose its last moments, but never mix them. */
export interface ViewStore {
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
   * Stores documents and the build's position together or not at all, and holds the lease for its duration anew.
   * Throws `StaleSave` for a position below a stored one, of the build or of a document, and `LeaseLost`.
   */
  save(buildId: number, changes: Changes, lease: Lease): Promise<void>

  /** The model's live build and those of the documents that exist in it, at one moment. */
  getLive(model: string, keys: readonly string[]): Promise<{ readonly build: Build; readonly documents: readonly StoredDocument[] } | undefined>
  /**
   * The model's live build and one document of it, at one moment. What the caller has of exactly this build and position
   * is not read again: `isKnown`, and its JSON is left out.
   */
  getLiveDocument(model: string, key: string, known?: KnownDocument): Promise<LiveDocument | undefined>
  /** A page of a build's documents in the order of their keys. */
  scan(buildId: number, page: Page): Promise<StoredDocument[]>
  countParked(buildId: number): Promise<number>

  /** Undefined while another holds it. */
  acquireLease(name: string, holder: string, durationMs: number): Promise<Lease | undefined>
  /** False when it was lost. */
  renewLease(lease: Lease): Promise<boolean>
  releaseLease(lease: Lease): Promise<void>
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
