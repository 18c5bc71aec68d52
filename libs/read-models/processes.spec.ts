import { describeProjectingProcesses } from './contract/processes-contract.js'
import { TestFiles } from './testing/toy.js'

describeProjectingProcesses('sqlite', () => TestFiles.make())
