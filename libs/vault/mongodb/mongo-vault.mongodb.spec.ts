import { mongoUnderTest as mongodb } from '../contract/mongo-under-test.js'
import { describeMovableVault } from '../contract/movable-vault-contract.js'
import { describeNameSearch } from '../contract/name-search-contract.js'
import { sqliteUnderTest as sqlite } from '../contract/sqlite-under-test.js'
import { describeVault } from '../contract/vault-contract.js'

describeVault(mongodb)
describeNameSearch(mongodb)
describeMovableVault(sqlite, mongodb)
describeMovableVault(mongodb, sqlite)
