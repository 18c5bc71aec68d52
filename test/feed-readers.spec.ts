import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v4 } from 'uuid'
import { ApiProcess } from './api-process.js'
import type { ReadersOrder, ReadersReport } from './feed-readers-process.js'
import { projectFolder } from './project.js'

const readers = 1_000
const commands = 320
/** Twenty seconds on a machine of its own; one that runs other things beside it takes longer. */
const patienceMs = 240_000

let api: ApiProcess
let child: ChildProcess | undefined
beforeAll(async () => {
  api = await ApiProcess.start()
})
afterAll(async () => {
  child?.kill()
  await api.stop()
})

const programme = (index: number) => ({
  occurredOn: '2022-01-18', paper: { number: `${index}/QĐ-TTg`, date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' }, unit: { codeSet: 'vn-2025', code: '19' },
  code: v4(), name: 'Giảm nghèo bền vững', opensOn: '2021-01-01',
})

const readersNow = async (): Promise<number> => ((await api.send('/health')).body?.['feed'] as { readers: number }).readers

/** Memory that a process holds, in MiB; undefined where the system doesn't tell it that way. */
const residentMiB = async (): Promise<number | undefined> => {
  const status = await readFile(`/proc/${api.pid}/status`, 'utf8').catch(() => '')
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kib === undefined ? undefined : Number(kib) / 1_024
}

describe('a thousand readers of the stream', () => {
  it('that are cut at random, all at once where the server is killed, and go on where they were all end with the same whole list, and the server stays as large as it was', async () => {
    const order: ReadersOrder = { url: api.url, token: await api.token({ name: 'Kho dữ liệu', role: 'service', validDays: 1 }), readers, cutWithinMs: 8_000 }
    child = fork(join(projectFolder, 'dist/test/feed-readers-process.js'), [JSON.stringify(order)], { execArgv: [] })
    const reported = once(child, 'message') as Promise<[ReadersReport]>
    while ((await readersNow()) < readers * 0.8) await wait(20)
    const memory: (number | undefined)[] = []
    for (let index = 0; index < commands; index += 1) {
      const { status, text } = await api.post('open-programme', programme(index))
      if (status !== 201) throw new Error(text)
      if (index === commands / 4) await api.killAndStart()
      if (index % 40 === 39) memory.push(await residentMiB())
    }
    child.send(await api.head())
    const [{ cuts, refused, wrong, lists }] = await reported
    expect(wrong).toEqual([])
    expect(refused).toEqual([])
    expect(Object.values(lists)).toEqual([readers])
    expect(Object.keys(lists)[0]).toMatch(new RegExp(`^${commands} `))
    expect(cuts).toBeGreaterThan(readers / 2)
    // The first figures are those of a process that is still warming up.
    const [early, late] = [memory[2], memory.at(-1)]
    if (early !== undefined && late !== undefined) expect(late).toBeLessThan(early * 1.3)
    while ((await readersNow()) > 0) await wait(20)
  }, patienceMs)
})
