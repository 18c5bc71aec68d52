// The vault: keys of persons and households, pseudonyms for citizen numbers, names of actors.
// It must never hold what the log does not seal, nor let a key be used before it is durable.
export type * from './vault.js'
