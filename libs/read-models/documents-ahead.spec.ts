import { describeDocumentsAhead } from './contract/documents-ahead-contract.js'
import { TestFiles } from './testing/toy.js'

describeDocumentsAhead('sqlite', () => TestFiles.make(), { runs: 40 })
