import { expect, it } from '@jest/globals'
import { join } from 'node:path'
import type { RecordedEvent } from '#event-log'
import { openSqlite } from '#platform'
import { describeEngine } from './contract/engine-contract.js'
import { ProjectionEngine } from './engine.js'
import { append, note, TestFiles, toyModel } from './testing/toy.js'

describeEngine('sqlite', () => TestFiles.make())

it('begins a rebuild anew that the store broke off', async () => {
  await using files = await TestFiles.make()
  const log = await files.log()
  await append(log, Array.from({ length: 20 }, (_, index) => note([`k${index % 9}`])))
  const views = openSqlite(join(files.folder, 'views.db'), { synchronous: 'NORMAL' })
  let isLocked: boolean | undefined
  const model = { ...toyModel(), keysOf: (event: RecordedEvent) => {
    // Longer than a save waits for the lock.
    if (isLocked === false) {
      views.exec('BEGIN IMMEDIATE')
      isLocked = true
      setTimeout(() => views.exec('ROLLBACK'), 600)
    }
    return toyModel().keysOf(event)
  } }
  const engine = new ProjectionEngine({ log, store: await files.store(), models: [model] })
  engine.start()
  await engine.catchUp()
  isLocked = false
  await engine.rebuild('notes')
  expect(isLocked).toBe(true)
  expect(await engine.verify('notes')).toMatchObject({ documents: 9, differences: 0 })
  await engine.stop()
  views.close()
})
