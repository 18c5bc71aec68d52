import { MongoClient, type Db, type MongoClientOptions } from 'mongodb'

/** The three databases of one installation, kept apart so that the vault can have its own rights and backups. */
export type MongoPart = 'log' | 'views' | 'vault'

/** One client of a MongoDB replica set: what a process opens once and its stores share. */
export interface MongoConnection {
  readonly client: MongoClient
  /** `<name in the URI>_<part>`, by default `sinhke_log`, `sinhke_views`, `sinhke_vault`. */
  database(part: MongoPart): Db
  close(): Promise<void>
}

/** What was acknowledged survives the loss of the primary, and what is read can't vanish: both reported losses with less. */
const lasting: MongoClientOptions = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  ignoreUndefined: true,
  // Who waits for a primary any longer is told that there is none; an election is waited for by trying again.
  serverSelectionTimeoutMS: 3_000,
}

/** Connects when first used; `options` add to what the URI says. */
export const openMongo = (uri: string, options: MongoClientOptions = {}): MongoConnection => {
  const client = new MongoClient(uri, { ...lasting, ...options })
  const name = client.options.dbName === 'test' ? 'sinhke' : client.options.dbName
  return {
    client,
    database: (part) => client.db(`${name}_${part}`),
    close: () => client.close(),
  }
}
