import { Long, type Collection, type Db } from 'mongodb'
import type { Build, RebuildRequest, StoredDocument } from '../view-store.js'

/** 64-bit numbers are written as Long and read as numbers. */
type Int64 = Long | number

export interface BuildRow {
  readonly _id: Int64
  readonly model: string
  readonly version: number
  readonly state: Build['state']
  readonly position: Int64
  /** Of the newest leader: what an earlier one sends doesn't move the build. */
  readonly fence: Int64
}

export interface DocumentRow {
  readonly _id: { readonly build: Int64; readonly key: string }
  readonly position: Int64
  /** Of the leader that wrote it, so that of two at one position the later leader's stands. */
  readonly fence: Int64
  readonly json?: string | undefined
  readonly parkedSince?: Int64 | undefined
  readonly parkedError?: string | undefined
}

export interface RequestRow {
  /** The model's name. */
  readonly _id: string
  readonly afterBuild: Int64
  readonly position?: Int64 | undefined
  readonly failure?: string | undefined
}

export interface LeaseRow {
  readonly _id: string
  readonly holder: string
  readonly fence: Int64
  /** By the server's clock. */
  readonly until: Date
}

/** Single documents about the views as a whole. */
export interface SettingRow {
  readonly _id: 'schema' | 'builds' | 'log'
  readonly version?: number
  /** The highest id that was ever given to a build. */
  readonly lastBuild?: Int64
  readonly incarnation?: string
  /** Raised so that whoever empties the views and whoever makes a build meet here. */
  readonly clears?: Int64
}

export interface ViewCollections {
  readonly builds: Collection<BuildRow>
  readonly documents: Collection<DocumentRow>
  readonly requests: Collection<RequestRow>
  readonly settings: Collection<SettingRow>
}

export const viewCollections = (database: Db): ViewCollections => ({
  builds: database.collection('builds'),
  documents: database.collection('documents'),
  requests: database.collection('rebuild_requests'),
  settings: database.collection('settings'),
})

export const leaseCollection = (database: Db): Collection<LeaseRow> => database.collection('leases')

export const long = (value: number): Long => Long.fromNumber(value)

export const buildOf = ({ _id, model, version, state, position }: BuildRow): Build => ({ id: Number(_id), model, version, state, position: Number(position) })

export const documentRow = (build: number, { key, position, json, parked }: StoredDocument, fence: number): DocumentRow => ({
  _id: documentId(build, key), position: long(position), fence: long(fence),
  ...(json === undefined ? {} : { json }),
  ...(parked === undefined ? {} : { parkedSince: long(parked.since), parkedError: parked.error }),
})

export const documentId = (build: number, key: string): DocumentRow['_id'] => ({ build: long(build), key })

export const documentOf = ({ _id, position, json, parkedSince, parkedError }: DocumentRow): StoredDocument => ({
  key: _id.key, position: Number(position), json,
  ...(parkedSince === undefined ? {} : { parked: { since: Number(parkedSince), error: parkedError ?? '' } }),
})

export const requestOf = ({ _id, afterBuild, position, failure }: RequestRow): RebuildRequest => ({
  model: _id, afterBuild: Number(afterBuild),
  ...(position === undefined ? {} : { position: Number(position) }),
  ...(failure === undefined ? {} : { failure }),
})
