import { MongoServerError, ReadConcern, type Document, type UUID } from 'mongodb'
import type { MongoConnection } from '#platform'

interface OpenTransaction extends Document {
  readonly lsid: { readonly id: UUID }
}

/**
 * Ends the transactions that an earlier copying by the same name left open when it was killed: the server by itself keeps
 * one for a minute, and nobody can store a commit in its place meanwhile. One that is at work still begins its own again.
 */
export const endAbandonedTransactions = async ({ client }: MongoConnection, appName: string): Promise<void> => {
  const admin = client.db('admin', { readConcern: new ReadConcern('local') })
  try {
    const open = await admin.aggregate<OpenTransaction>([
      { $currentOp: { allUsers: false, idleSessions: true } },
      { $match: { appName, transaction: { $exists: true } } },
    ]).toArray()
    if (open.length > 0) await admin.command({ killSessions: open.map(({ lsid }) => ({ id: lsid.id })) })
  } catch (error) {
    // Where a user may not do this, copying goes on after that minute.
    if (!(error instanceof MongoServerError)) throw error
  }
}
