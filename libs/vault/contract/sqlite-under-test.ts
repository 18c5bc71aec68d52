import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VaultUnderTest } from './vault-under-test.js'

/** A folder for each test. */
export const sqliteUnderTest: VaultUnderTest = {
  title: 'SQLite',
  opener: new URL('../sqlite/vault-in-file.js', import.meta.url),
  newPlace: () => mkdtemp(join(tmpdir(), 'vault-')),
  removePlace: (folder) => rm(folder, { recursive: true, force: true }),
}
