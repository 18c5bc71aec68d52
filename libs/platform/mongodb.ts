import { MongoClient, type Db, type MongoClientOptions } from 'mongodb'
import type { Words } from './configuration-error.js'

/** The databases of one installation, kept apart so that the vault can have its own rights and backups. */
export type MongoPart = 'log' | 'views' | 'vault' | 'subscriptions'

/** One client of a MongoDB replica set: what a process opens once and its stores share. */
export interface MongoConnection {
  readonly client: MongoClient
  /** `<name in the URI>_<part>`, by default `sinhke_log`, `sinhke_views`, `sinhke_vault`, `sinhke_subscriptions`. */
  database(part: MongoPart): Db
  close(): Promise<void>
}

/** What was acknowledged survives the loss of the primary, and what is read can't vanish: both reported losses with less. */
const lasting: MongoClientOptions = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  ignoreUndefined: true,
  // Together they are the time after which a connection that lost its answers is given up; by the driver's own 10 s and
  // 30 s a process knew of no primary for 40 s after an election that such a connection should have told it of.
  heartbeatFrequencyMS: 2_000,
  connectTimeoutMS: 5_000,
  // Who waits for a primary any longer is told that there is none; an election is waited for by trying again.
  serverSelectionTimeoutMS: 3_000,
}

/** Connects when first used; `options` add to what the URI says. */
export const openMongo = (uri: string, options: MongoClientOptions = {}): MongoConnection => {
  const client = new MongoClient(uri, { ...lasting, ...options })
  // A client whose first connecting failed would keep what it closed then, and be out of reach for ever (driver 7.9):
  // without it the next operation connects anew.
  client.on('topologyClosed', () => {
    Object.assign(client, { topology: undefined })
  })
  const name = nameIn(client)
  return {
    client,
    database: (part) => client.db(`${name}_${part}`),
    close: () => client.close(),
  }
}

/** What can't be worked with in a URI, found without connecting; the URI itself, which may hold a password, is never told. */
export const wrongInMongoUri = (uri: string): Words | undefined => {
  try {
    const client = new MongoClient(uri, lasting)
    const { writeConcern, readConcern } = client.options
    if (!/^[\w-]{1,48}$/.test(nameIn(client))) return { vi: 'phải có tên cơ sở dữ liệu gồm chữ, số, "_" và "-", dài nhất 48 ký tự', en: 'must name a database of letters, digits, "_" and "-", 48 at most' }
    // These two win over what the program asks of the driver: what was acknowledged could vanish.
    if (writeConcern?.journal === false || readConcern.level !== 'majority') return { vi: 'không được đặt journal=false hay readConcernLevel: điều đã ghi phải còn mãi', en: 'must not set journal=false or readConcernLevel: what was recorded must last' }
    return undefined
  } catch (error) {
    // The driver may quote hosts, never the user's part.
    return { vi: `không phải URI đúng (${messageOf(error)})`, en: `is no valid URI (${messageOf(error)})` }
  }
}

/** Hosts and database of a URI, for people's eyes. */
export const hostsOf = (uri: string): string => {
  const client = new MongoClient(uri)
  const { hosts, srvHost } = client.options
  return `${srvHost ?? hosts.map(String).join(',')}/${nameIn(client)}`
}

const nameIn = ({ options: { dbName } }: MongoClient): string => (dbName === 'test' ? 'sinhke' : dbName)

const messageOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  return /@|:\/\//.test(text) ? 'không đọc được / unreadable' : text
}
