import { describeViewStore } from '../contract/view-store-contract.js'
import { TestFiles } from '../testing/toy.js'

describeViewStore('sqlite', async () => {
  const files = await TestFiles.make()
  return { store: await files.store(), reopen: () => files.store(), end: () => files[Symbol.asyncDispose]() }
})
