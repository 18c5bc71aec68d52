import type { Db } from 'mongodb'

/** Every collection of a database and every index, for people's eyes. */
export const namesIn = async (database: Db): Promise<string[]> => {
  const collections = await database.listCollections({}, { nameOnly: true }).toArray()
  const names = await Promise.all(collections.map(async ({ name }) => {
    const indexes = await database.collection(name).indexes()
    return [`${database.databaseName}.${name}`, ...indexes.map((index) => `${database.databaseName}.${name} index ${index.name}`)]
  }))
  return names.flat().filter((name) => !name.endsWith(' index _id_')).sort()
}
