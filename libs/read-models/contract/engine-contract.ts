import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EventLog, RecordedEvent } from '#event-log'
import { sleep } from '#platform'
import { ProjectionEngine, type EngineOptions } from '../engine.js'
import { append, dump, note, tinyLimits, toyModel } from '../testing/toy.js'
import type { ViewsPlace } from '../testing/views-place.js'
import type { ViewStore } from '../view-store.js'
import { matchViewsToLog } from '../views-of-log.js'

/** What the engine does over any store. */
export const describeEngine = (name: string, makePlace: () => Promise<ViewsPlace>, { runs = 25 }: { readonly runs?: number } = {}): void => describe(`the engine of read models: ${name}`, () => {
  let files: ViewsPlace
  let log: EventLog
  let store: ViewStore
  const engines: ProjectionEngine[] = []

  beforeEach(async () => {
    files = await makePlace()
    log = await files.log()
    store = await files.store()
  })
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.stop()
    await files[Symbol.asyncDispose]()
  })

  const engineOver = (options: Partial<EngineOptions> = {}) => {
    const engine = new ProjectionEngine({ log, store, models: [toyModel()], leaseMs: 300, ...options })
    engines.push(engine)
    return engine
  }
  const rebuilt = async (name: string, model = toyModel()) => {
    const anew = await files.store(name)
    await engineOver({ store: anew, models: [model] }).catchUp()
    return dump(anew, 'notes')
  }
  const documentOf = async (key: string) => (await store.getLive('notes', [key]))?.documents[0]
  const until = async (isSo: () => Promise<boolean>) => {
    while (!await isSo()) await sleep(10)
  }

  it('folds what is in the log, then what comes', async () => {
    await append(log, [note(['a'], { text: 'one' })])
    const engine = engineOver()
    engine.start()
    const { lastPosition } = await append(log, [note(['a', 'b'], { text: 'two' })])
    expect(await engine.waitFor('notes', lastPosition, 10_000)).toBe(true)
    expect((await dump(store, 'notes')).map(({ key, json }) => [key, JSON.parse(json ?? '')])).toEqual([
      ['a', { texts: ['one', 'two'], last: { position: 2 } }], ['b', { texts: ['two'], last: { position: 2 } }],
    ])
  })

  it('catches up without being started, and says when the log is not so far', async () => {
    await append(log, [note(['a'])])
    const engine = engineOver()
    await engine.catchUp()
    expect(await engine.waitFor('notes', 1, 0)).toBe(true)
    expect(await engine.waitFor('notes', 2, 0)).toBe(false)
  })

  it('gives the same documents, byte for byte, however batches fall and however often it starts again', async () => {
    const thing = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const commit = fc.array(fc.record({ things: fc.uniqueArray(thing, { minLength: 1 }), text: fc.string({ maxLength: 300 }), poisons: fc.integer({ min: 0, max: 40 }) }), { minLength: 1, maxLength: 12 })
    const round = fc.record({ commits: fc.array(commit, { minLength: 1, maxLength: 8 }), addedBytes: fc.integer({ min: 1, max: 4_000 }), keptBytes: fc.integer({ min: 1, max: 2_000 }), waits: fc.boolean() })
    let run = 0
    await fc.assert(fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
      run += 1
      await using own = await makePlace()
      const ownLog = await own.log()
      const ownStore = await own.store()
      for (const { commits, addedBytes, keptBytes, waits } of rounds) {
        const engine = new ProjectionEngine({ log: ownLog, store: ownStore, models: [toyModel()], limits: { addedBytes, changedBytes: addedBytes * 2, keptBytes, fillingBytes: addedBytes } })
        engine.start()
        for (const events of commits) {
          await append(ownLog, events.map(({ things, text, poisons }) => note(things, { text: text.normalize('NFC').replaceAll('\0', ''), ...(poisons === 0 ? { poison: things[0] as string } : {}) })))
        }
        if (waits) await engine.catchUp()
        await engine.stop()
      }
      await new ProjectionEngine({ log: ownLog, store: ownStore, models: [toyModel()] }).catchUp()
      const anew = await own.store('anew')
      const engine = new ProjectionEngine({ log: ownLog, store: anew, models: [toyModel()] })
      await engine.catchUp()
      expect(await dump(ownStore, 'notes')).toEqual(await dump(anew, 'notes'))
      expect(await engine.verify('notes')).toMatchObject({ differences: 0 })
    }), { numRuns: runs })
    expect(run).toBeGreaterThan(0)
  }, 180_000)

  it('parks the one document whose fold throws, and goes on with the others', async () => {
    await append(log, [note(['a', 'b'], { text: 'one' }), note(['a'], { text: 'two', poison: 'a' }), note(['a', 'b'], { text: 'three' })])
    const engine = engineOver({ limits: tinyLimits })
    engine.start()
    await engine.catchUp()
    expect(await documentOf('a')).toMatchObject({ parked: { since: 2, error: 'Error: poison at 2' }, json: '{"texts":["one"],"last":{"position":1}}' })
    expect(JSON.parse((await documentOf('b'))?.json ?? '')).toMatchObject({ texts: ['one', 'three'] })
    expect(await engine.status()).toMatchObject([{ model: 'notes', position: 3, head: 3, parkedCount: 1, isProjectedHere: true, isStalled: false }])
    expect((await engine.parked('notes')).map(({ key }) => key)).toEqual(['a'])
  })

  it('repairs a parked document by folding it again, once its fold is mended', async () => {
    let isMended = false
    const model = toyModel({ isPoison: (key, event) => !isMended && event.data.poison === key })
    await append(log, [note(['a'], { text: 'one' }), note(['a'], { text: 'two', poison: 'a' }), note(['a'], { text: 'three' })])
    const engine = engineOver({ models: [model] })
    engine.start()
    await engine.catchUp()
    expect(await engine.repair('notes', 'a')).toMatchObject({ since: 2 })
    isMended = true
    expect(await engine.repair('notes', 'a')).toBeUndefined()
    const { lastPosition } = await append(log, [note(['a'], { text: 'four' })])
    await engine.waitFor('notes', lastPosition, 10_000)
    expect(await documentOf('a')).toEqual({ key: 'a', position: 4, json: '{"texts":["one","two","three","four"],"last":{"position":4}}' })
    expect(await engine.verify('notes')).toMatchObject({ differences: 0 })
  })

  it('stops a read model whose keys are unknown, visibly, and saves what came before', async () => {
    await append(log, [note(['a'], { text: 'one' }), note(['a'], { keyless: true }), note(['a'], { text: 'three' })])
    const other = { ...toyModel(), name: 'others', keysOf: () => ['all'] }
    const engine = engineOver({ models: [toyModel(), other], stallAfterMs: 0 })
    engine.start()
    await expect(engine.catchUp()).rejects.toThrow('keysOf threw at event 2')
    expect(await engine.waitFor('others', 3, 10_000)).toBe(true)
    await engine.status()
    const [notes, others] = await engine.status()
    expect(notes).toMatchObject({ stopped: expect.stringContaining('event 2'), fillingPosition: 1, isStalled: true })
    expect(others).toMatchObject({ position: 3, isStalled: false })
  })

  it('lets one process project, and another take over when it has gone', async () => {
    const first = engineOver()
    first.start()
    await append(log, [note(['a'])])
    await first.catchUp()
    const otherStore = await files.store()
    const second = engineOver({ store: otherStore })
    second.start()
    await append(log, [note(['a'])])
    await second.catchUp()
    expect(await second.status()).toMatchObject([{ position: 2, isProjectedHere: false }])
    await expect(second.repair('notes', 'a')).rejects.toThrow('another process')
    await first.stop()
    const { lastPosition } = await append(log, [note(['a'])])
    expect(await second.waitFor('notes', lastPosition, 10_000)).toBe(true)
    expect(await second.status()).toMatchObject([{ position: 3, isProjectedHere: true }])
  })

  it('goes back to waiting when its lease was taken from it, and then stores nothing', async () => {
    const first = engineOver()
    first.start()
    await append(log, [note(['a'])])
    await first.catchUp()
    // As if this process had been frozen for longer than its lease: another one finds it over.
    const otherStore = await files.store()
    await until(async () => {
      await files.endLeases()
      const taken = await otherStore.acquireLease('projections', 'other', 500)
      if (taken !== undefined) await otherStore.takeOver(taken)
      return taken !== undefined
    })
    const { lastPosition } = await append(log, [note(['a'])])
    expect(await first.waitFor('notes', lastPosition, 10_000)).toBe(true)
    expect((await documentOf('a'))?.json).toContain('"position":2')
  })

  it('fills a new version beside the live one while events come, takes over, and drops the old', async () => {
    const first = engineOver()
    await append(log, Array.from({ length: 50 }, (_, index) => note([`k${index % 7}`], { text: 'before' })))
    await first.catchUp()
    const loud = { ...toyModel({ version: 2 }), fold: (document: object | undefined) => ({ count: ((document as { count?: number } | undefined)?.count ?? 0) + 1 }) }
    const second = engineOver({ models: [loud], limits: tinyLimits })
    second.start()
    for (let index = 0; index < 30; index += 1) await append(log, [note([`k${index % 7}`], { text: 'while' })])
    await second.catchUp()
    expect((await dump(store, 'notes')).map(({ json }) => JSON.parse(json ?? '').count).reduce((sum, count) => sum + count, 0)).toBe(80)
    await until(async () => (await store.builds()).length === 1)
    expect(await store.builds()).toMatchObject([{ version: 2, state: 'live', position: 80 }])
  })

  it('rebuilds on demand while appends go on, and the live build answers until then', async () => {
    await append(log, Array.from({ length: 100 }, (_, index) => note([`k${index % 9}`], { text: String(index) })))
    const engine = engineOver({ limits: tinyLimits })
    engine.start()
    await engine.catchUp()
    const before = (await store.getLive('notes', []))?.build.id
    const seen: number[] = []
    let isDone = false
    const rebuilding = engine.rebuild('notes', ({ position }) => seen.push(position)).then(() => (isDone = true))
    while (!isDone) {
      const { lastPosition } = await append(log, [note(['k1'], { text: 'while' })])
      expect(await engine.waitFor('notes', lastPosition, 10_000)).toBe(true)
    }
    await rebuilding
    expect((await store.getLive('notes', []))?.build.id).not.toBe(before)
    expect(seen.at(-1)).toBeGreaterThanOrEqual(100)
    await engine.catchUp()
    expect(await dump(store, 'notes')).toEqual(await rebuilt('anew'))
  })

  it('rebuilds what another process asks for, and goes on with it where the one that projected stops', async () => {
    await append(log, Array.from({ length: 100 }, (_, index) => note([`k${index % 9}`], { text: String(index) })))
    const first = engineOver()
    first.start()
    await first.catchUp()
    const asking = engineOver({ store: await files.store() })
    const before = (await store.getLive('notes', []))?.build.id ?? 0
    await asking.rebuild('notes')
    const between = (await store.getLive('notes', []))?.build.id ?? 0
    expect(between).toBeGreaterThan(before)
    const rebuilding = asking.rebuild('notes')
    await first.stop()
    await rebuilding
    expect((await store.getLive('notes', []))?.build.id).toBeGreaterThan(between)
    expect(await store.rebuildRequests()).toEqual([])
    expect(await dump(store, 'notes')).toEqual(await rebuilt('anew'))
  })

  it('says why a rebuild failed, and when nobody begins one', async () => {
    await append(log, [note(['a'])])
    let isBroken = false
    const model = { ...toyModel(), keysOf: (event: RecordedEvent) => {
      if (isBroken) throw new Error('no keys')
      return toyModel().keysOf(event)
    } }
    const projecting = engineOver({ models: [model] })
    projecting.start()
    await projecting.catchUp()
    isBroken = true
    const asking = engineOver({ store: await files.store() })
    await expect(asking.rebuild('notes')).rejects.toThrow('keysOf threw at event 1')
    await projecting.stop()
    const silent = await store.acquireLease('projections', 'silent', 60_000)
    await expect(asking.rebuild('notes')).rejects.toThrow('nobody began to rebuild notes')
    expect(silent).toBeDefined()
    expect((await store.getLive('notes', []))?.build.position).toBe(1)
  })

  it('empties views of another log, and views that know more than a log that was restored', async () => {
    await append(log, [note(['a'], { text: 'one' }), note(['b'], { text: 'two' })])
    await matchViewsToLog(store, log)
    await engineOver().catchUp()
    await matchViewsToLog(store, log)
    expect(await dump(store, 'notes')).toHaveLength(2)
    const otherLog = await files.log('other')
    await matchViewsToLog(store, otherLog)
    expect(await dump(store, 'notes')).toEqual([])
    await matchViewsToLog(store, log)
    await engineOver().catchUp()
    const restored = { incarnation: () => log.incarnation(), head: async () => 1 } as EventLog
    await matchViewsToLog(store, restored)
    expect(await dump(store, 'notes')).toEqual([])
  })

  it('finds documents that are not what the log says', async () => {
    await append(log, [note(['a'], { text: 'one' }), note(['b'], { text: 'two' })])
    const engine = engineOver()
    await engine.catchUp()
    expect(await engine.verify('notes')).toEqual({ model: 'notes', position: 2, documents: 2, differences: 0, examples: [] })
    const lease = await store.acquireLease('projections', 'forger', 60_000)
    const id = (await store.getLive('notes', []))?.build.id ?? 0
    if (lease === undefined) throw new Error('no lease')
    await store.save(id, { documents: [{ key: 'b', position: 2, json: '{"texts":["three"]}' }, { key: 'z', position: 2, json: '{}' }], position: 2 }, lease)
    expect(await engine.verify('notes')).toMatchObject({ differences: 2, examples: [{ key: 'b', kind: 'different' }, { key: 'z', kind: 'superfluous' }] })
  })
})
