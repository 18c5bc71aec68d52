import type { CreateCollectionOptions, Db } from 'mongodb'
import { isServerError } from './mongo-errors.js'

const namespaceExists = 48

/** Makes a collection; one that is there gets the validator. May be repeated, also by several processes at once. */
export const makeCollection = async (database: Db, name: string, options: CreateCollectionOptions): Promise<void> => {
  try {
    await database.createCollection(name, options)
  } catch (error) {
    if (!isServerError(error, namespaceExists)) throw error
    if (options.validator !== undefined) await database.command({ collMod: name, validator: options.validator })
  }
}
