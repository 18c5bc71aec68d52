// The vault: keys of persons and households, pseudonyms for citizen numbers, names of actors, search by name.
// It must never hold what the log does not seal, nor let a key be used before it is durable.
export type * from './vault.js'
export type * from './name-search.js'
export * from './errors.js'
export { foldText, foldedWords } from './fold-text.js'
export { normalizeCitizenNumber } from './citizen-number.js'
export { isSealed } from './sealed-documents.js'
export { openSqliteVault } from './sqlite/open-sqlite-vault.js'
export type { SqliteVault } from './sqlite/open-sqlite-vault.js'
export { openMongoVault } from './mongodb/open-mongo-vault.js'
export { migrateVault } from './mongodb/migrate-vault.js'
