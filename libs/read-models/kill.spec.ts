import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from '@jest/globals'
import { ProjectionEngine } from './engine.js'
import { sleep } from './sleep.js'
import { append, dump, note, TestFiles, toyModel } from './testing/toy.js'

const program = fileURLToPath(new URL('testing/projecting-process.js', import.meta.url))
const rounds = 6

it('gives the same documents when the projecting process is killed again and again', async () => {
  await using files = await TestFiles.make()
  const log = await files.log()
  const store = await files.store()
  const appendSome = (count: number) => append(log, Array.from({ length: count }, (_, index) => note([`k${index % 97}`, `m${(index * 7) % 31}`], { text: 'x'.repeat(index % 200) })))
  const killedAt: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await appendSome(3_000)
    const child = spawn(process.execPath, [program, join(files.folder, 'log.db'), join(files.folder, 'views.db')], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    await sleep(120 + Math.random() * 250)
    await appendSome(50)
    child.kill('SIGKILL')
    await once(child, 'exit')
    killedAt.push(Math.max(0, ...(await store.builds()).map(({ position }) => position)))
  }
  // It did get on between the kills, or nothing would have been shown.
  expect(killedAt.at(-1)).toBeGreaterThan(0)
  const engine = new ProjectionEngine({ log, store, models: [toyModel()] })
  await engine.catchUp()
  const anew = await files.store('anew')
  await new ProjectionEngine({ log, store: anew, models: [toyModel()] }).catchUp()
  expect(await dump(store, 'notes')).toEqual(await dump(anew, 'notes'))
  expect(await engine.verify('notes')).toMatchObject({ documents: 128, differences: 0 })
})
