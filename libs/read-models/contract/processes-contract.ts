import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { EventLog } from '#event-log'
import { sleep } from '#platform'
import { ProjectionEngine } from '../engine.js'
import { ProjectingChild, comesTrueWithin, until } from '../testing/projecting-child.js'
import { append, dump, note, toyModel } from '../testing/toy.js'
import type { ViewsPlace } from '../testing/views-place.js'
import type { ViewStore } from '../view-store.js'

const rounds = 4
/** Processes start, replay and wait for each other in every round. */
const timeoutMs = 240_000
const things = 397
/** Longer than a lease by far. */
const longMs = 3_000

/** What holds when processes that project are killed, or frozen and woken, at any moment. */
export const describeProjectingProcesses = (name: string, makePlace: () => Promise<ViewsPlace>): void =>
  describe(`processes that project: ${name}`, () => {
    let place: ViewsPlace
    let log: EventLog
    let store: ViewStore
    let children: ProjectingChild[]
    let appended: number

    beforeEach(async () => {
      place = await makePlace()
      log = await place.log()
      store = await place.store()
      children = []
      appended = 0
    })
    afterEach(async () => {
      for (const child of children) await child.kill()
      await place[Symbol.asyncDispose]()
    })

    const appendSome = async (count: number) => {
      for (let left = count; left > 0; left -= 500) {
        await append(log, Array.from({ length: Math.min(left, 500) }, () => note([`k${appended++ % things}`, `m${(appended * 7) % 31}`], { text: 'x'.repeat(appended % 200) })))
      }
    }
    const start = async () => {
      const child = await ProjectingChild.start(place)
      children.push(child)
      return child
    }
    const leader = async () => {
      await until(() => children.some(({ isLeading }) => isLeading))
      return children.find(({ isLeading }) => isLeading) as ProjectingChild
    }
    const remove = async (child: ProjectingChild) => {
      children.splice(children.indexOf(child), 1)
      await child.kill()
    }
    const position = async () => (await store.getLive('notes', []))?.build.position ?? 0
    const isCaughtUp = async () => await position() === await log.head()
    /** Everything that stands there, builds and documents, is what a replay gives. */
    const expectReplay = async () => {
      const engine = new ProjectionEngine({ log, store, models: [toyModel()] })
      expect(await engine.verify('notes')).toMatchObject({ position: await log.head(), documents: things + 31, differences: 0 })
      expect(await engine.parked('notes')).toEqual([])
    }
    const expectSameAsAnew = async () => {
      const anew = await place.store('anew')
      await new ProjectionEngine({ log, store: anew, models: [toyModel()] }).catchUp()
      expect(await dump(store, 'notes')).toEqual(await dump(anew, 'notes'))
    }

    it('take over from one that is killed, and give the same documents', async () => {
      await appendSome(3_000)
      await start()
      await start()
      let [gotOn, wasBehind] = [0, 0]
      for (let round = 0; round < rounds; round += 1) {
        // The first ones are killed while the build is filled, the others while it is live.
        if (round === 2) await until(isCaughtUp)
        const projecting = await leader()
        const before = await position()
        await appendSome(1_500)
        await sleep(Math.random() * 300)
        await remove(projecting)
        if (await position() > before) gotOn += 1
        if (!await isCaughtUp()) wasBehind += 1
        expect(await leader()).not.toBe(projecting)
        await start()
      }
      // They got on between the kills and were killed at work, or nothing would have been shown.
      expect(Math.min(gotOn, wasBehind)).toBeGreaterThan(0)
      await until(isCaughtUp)
      await expectReplay()
      await expectSameAsAnew()
    }, timeoutMs)

    it('change nothing when they were frozen in the midst of saves and wake up after another took over', async () => {
      await start()
      await start()
      await appendSome(1_000)
      await until(isCaughtUp)
      let [takenOver, wasBehind] = [0, 0]
      for (let round = 0; round < rounds; round += 1) {
        const frozen = await leader()
        const other = children.find((child) => child !== frozen) as ProjectingChild
        await appendSome(1_500)
        await sleep(Math.random() * 300)
        frozen.signal('SIGSTOP')
        if (!await isCaughtUp()) wasBehind += 1
        const isTakenOver = await comesTrueWithin(longMs, () => other.isLeading)
        if (!isTakenOver) expect(place.isHeldUpByFrozen).toBe(true)
        await appendSome(500)
        if (isTakenOver) {
          takenOver += 1
          await until(isCaughtUp)
        }
        frozen.signal('SIGCONT')
        await appendSome(500)
        // It notices, and stands by; where nobody could take over it goes on.
        await until(() => isTakenOver ? !frozen.isLeading && other.isLeading : frozen.isLeading)
        await until(isCaughtUp)
        await expectReplay()
      }
      expect(Math.min(takenOver, wasBehind)).toBeGreaterThan(0)
      await expectSameAsAnew()
    }, timeoutMs)
  })
