import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { describeMovableVault } from '../contract/movable-vault-contract.js'
import { describeNameSearch } from '../contract/name-search-contract.js'
import { describeVault } from '../contract/vault-contract.js'
import { sqliteUnderTest as sqlite } from '../contract/sqlite-under-test.js'
import { openVault } from './vault-in-file.js'

describeVault(sqlite)
describeNameSearch(sqlite)
describeMovableVault(sqlite, sqlite)

describe('the vault file', () => {
  it('holds no trace of a name or key that was forgotten', async () => {
    const folder = await sqlite.newPlace()
    const vault = await openVault(folder)
    const unit = { codeSet: '2025-07', code: '5405' }
    const person = { personId: 'p', name: 'Giàng A Páo', isHead: true }
    await vault.seal([{ key: 'person:p', at: 'event/name', value: person.name }])
    await vault.names.save([{ householdId: 'h', unit, people: [person] }], 1)
    await vault.forget('person:p')
    const bytes = Buffer.concat([await readFile(join(folder, 'vault.db')), await readFile(join(folder, 'vault.db-wal'))])
    expect(bytes.includes('Giàng')).toBe(false)
    expect(bytes.includes('giang')).toBe(false)
    await vault.close()
    await sqlite.removePlace(folder)
  })
})
