// The household directory: who is found by name, village or unit; it keeps the vault's search in step with the log.
// It must never put an opened name anywhere but into the vault.
export * from './household-directory.js'
