import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError, type Document } from 'mongodb'
import { outOfReachCodes, within } from '#platform'
import type { CommitDocument } from './commit-document.js'
import type { Commits } from './commits.js'

/** How an ordered insert of several commits ended; of the commits not named here nothing was written. */
export interface Inserted {
  /** This many of the first are stored for good. */
  readonly stored: number
  /** This many behind those may be stored, or may yet be. */
  readonly unknown: number
  /** The first that was not written was refused for its key: it, or another at its place, is there already. */
  readonly isDuplicate: boolean
  /** Why it ended early; undefined when all are stored. */
  readonly message?: string
  /** The first that was not written can't be written, now or later. */
  readonly isRefused?: boolean
}

export const duplicateKey = 11_000

/** The server that answered so wrote nothing: it is no primary, or the client has no right to write. */
const nothingWritten = new Set([10_107, 13_435, 13_436, 13, 18])

/** Errors of a write that a new primary may not give. */
const passing = new Set([...nothingWritten, ...outOfReachCodes, 112])

/** Inserts commits in order, acknowledged by a majority; never throws. */
export async function insertCommits({ database, session }: Commits, documents: readonly CommitDocument[], timeoutMs: number): Promise<Inserted> {
  const writeConcern = { w: 'majority', j: true, wtimeout: timeoutMs }
  try {
    // The plain command: the driver's own retry would have to be told apart from ours, which looks by command first.
    const insert = { insert: 'commits', documents, ordered: true, writeConcern }
    const answer = await within(timeoutMs + 500, (signal) => database.command(insert, { signal, ...(session && { session }) }))
    return insertedOf(answer, documents.length)
  } catch (error) {
    const unknown = isSurelyUnsent(error) ? 0 : documents.length
    return { stored: 0, unknown, isDuplicate: false, message: String(error) }
  }
}

function insertedOf({ writeErrors, writeConcernError }: Document, count: number): Inserted {
  const [writeError] = (writeErrors ?? []) as readonly ErrorAnswer[]
  const concernError = writeConcernError as ErrorAnswer | undefined
  const written = writeError?.index ?? count
  const message = writeError?.errmsg ?? concernError?.errmsg
  return {
    stored: concernError === undefined ? written : 0,
    unknown: concernError === undefined ? 0 : written,
    isDuplicate: writeError?.code === duplicateKey,
    ...(message === undefined ? {} : { message }),
    isRefused: writeError !== undefined && writeError.code !== duplicateKey && !passing.has(writeError.code),
  }
}

interface ErrorAnswer {
  readonly index: number
  readonly code: number
  readonly errmsg: string
}

/** No server was there to send it to, no connection to send it by, or a server refused the whole. */
function isSurelyUnsent(error: unknown): boolean {
  if (error instanceof MongoServerSelectionError) return true
  if (error instanceof MongoServerError) return nothingWritten.has(Number(error.code))
  if (error instanceof MongoNetworkError) return error.hasErrorLabel('HandshakeError') || isConnectionRefused(error.cause) || unsentNames.has(error.name)
  return error instanceof MongoError && unsentNames.has(error.name)
}

const unsentNames = new Set(['MongoNotConnectedError', 'MongoTopologyClosedError', 'MongoClientClosedError', 'MongoPoolClearedError', 'MongoPoolClosedError', 'MongoWaitQueueTimeoutError'])

const isConnectionRefused = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
