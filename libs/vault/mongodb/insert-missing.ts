import type { ClientSession, Collection, Document, OptionalUnlessRequiredId } from 'mongodb'
import { withoutDuplicates } from '#platform'

/** Inserts what isn't there; what is there stays. Answers how many were there. */
export const insertMissing = async <T extends Document>(collection: Collection<T>, documents: readonly T[], session: ClientSession): Promise<number> => {
  if (documents.length === 0) return 0
  const there = await withoutDuplicates(() => collection.insertMany(documents as OptionalUnlessRequiredId<T>[], { ordered: false, session }))
  return there.length
}
