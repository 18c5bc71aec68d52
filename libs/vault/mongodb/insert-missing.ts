import { MongoBulkWriteError } from 'mongodb'
import type { ClientSession, Collection, Document, OptionalUnlessRequiredId } from 'mongodb'

const duplicateKey = 11_000

/** Inserts what isn't there; what is there stays. Answers how many were there. */
export const insertMissing = async <T extends Document>(collection: Collection<T>, documents: readonly T[], session: ClientSession): Promise<number> => {
  if (documents.length === 0) return 0
  try {
    await collection.insertMany(documents as OptionalUnlessRequiredId<T>[], { ordered: false, session })
    return 0
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) throw error
    const refused = [error.writeErrors].flat()
    if (refused.some(({ code }) => code !== duplicateKey)) throw error
    return refused.length
  }
}
