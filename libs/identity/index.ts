// Identity: tokens issued for a name, a role and a unit, and what a role may do.
// It must never put a person's name anywhere but into the vault.
export * from './tokens.js'
