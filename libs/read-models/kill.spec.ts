import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from '@jest/globals'
import { ProjectionEngine } from './engine.js'
import { sleep } from './sleep.js'
import { append, dump, note, TestFiles, toyModel } from './testing/toy.js'

const program = fileURLToPath(new URL('testing/projecting-process.js', import.meta.url))
const rounds = 10

it('gives the same documents when the projecting process is killed again and again', async () => {
  await using files = await TestFiles.make()
  const log = await files.log()
  const store = await files.store()
  let appended = 0
  const appendSome = async (count: number) => {
    appended += count
    await append(log, Array.from({ length: count }, (_, index) => note([`k${(appended + index) % 997}`, `m${(index * 7) % 31}`], { text: 'x'.repeat(index % 200) })))
  }
  const position = async () => Math.max(0, ...(await store.builds()).map((build) => build.position))
  await appendSome(6_000)
  let [gotOn, wasBehind] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    // The first ones are killed while the build is filled, the others while it is live.
    if (round === 3) await new ProjectionEngine({ log, store, models: [toyModel()] }).catchUp()
    const child = spawn(process.execPath, [program, join(files.folder, 'log.db'), join(files.folder, 'views.db')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = once(child, 'exit')
    await once(child.stdout, 'data')
    const before = await position()
    const killing = sleep(Math.random() * 500).then(() => child.kill('SIGKILL'))
    for (; !child.killed; await sleep(2)) await appendSome(20)
    await killing
    await exited
    if (await position() > before) gotOn += 1
    if (await position() < await log.head()) wasBehind += 1
  }
  // It got on between the kills and was killed at work, or nothing would have been shown.
  expect(Math.min(gotOn, wasBehind)).toBeGreaterThan(0)
  const engine = new ProjectionEngine({ log, store, models: [toyModel()] })
  await engine.catchUp()
  const anew = await files.store('anew')
  await new ProjectionEngine({ log, store: anew, models: [toyModel()] }).catchUp()
  expect(await dump(store, 'notes')).toEqual(await dump(anew, 'notes'))
  expect(await engine.verify('notes')).toMatchObject({ documents: 997 + 31, differences: 0 })
})
