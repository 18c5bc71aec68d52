import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DocumentReader } from '../documents.js'
import { ProjectionEngine } from '../engine.js'
import { foldOnDemand } from '../fold-on-demand.js'
import { getProjectBoard } from '../project-board/get-project-board.js'
import { Projection } from '../projection.js'
import { projectOutlineModel } from '../project-outline/project-outline.js'
import { getRecoveries } from '../recovery-calendar/get-recoveries.js'
import { recoveryCalendarModel } from '../recovery-calendar/recovery-calendar.js'
import { laidAhead } from '../testing/documents-ahead.js'
import { livelihood, recordAll } from '../testing/livelihood.js'
import { append, dump, note, tinyLimits, toyModel } from '../testing/toy.js'
import type { ViewsPlace } from '../testing/views-place.js'

const today = '2026-11-24'
const keys = ['a', 'b', 'c', 'd']

/** A save that was broken off, or a leader that woke up too late, leaves documents ahead of their build: who reads and who folds copes. */
export const describeDocumentsAhead = (name: string, makePlace: () => Promise<ViewsPlace>, { runs }: { readonly runs: number }): void =>
  describe(`documents ahead of their build: ${name}`, () => {
    const event = fc.record({ things: fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 }), poisons: fc.integer({ min: 0, max: 12 }) })
    const life = fc.record({
      events: fc.array(event, { minLength: 2, maxLength: 14 }), position: fc.integer({ min: 1, max: 14 }),
      reached: fc.array(fc.integer({ min: 0, max: 14 }), { minLength: keys.length, maxLength: keys.length }),
    })

    it('are answered for one moment, verified, and folded on to what a replay gives', () =>
      fc.assert(fc.asyncProperty(life, async ({ events, position, reached }) => {
        await using place = await makePlace()
        const [log, store, anew] = [await place.log(), await place.store(), await place.store('anew')]
        await append(log, events.map(({ things, poisons }, index) => note(things, { text: String(index), ...(poisons === 0 ? { poison: things[0] as string } : {}) })))
        const model = toyModel()
        const reaches = (key: string) => Math.min(reached[keys.indexOf(key)] ?? 0, events.length)
        const build = await laidAhead({ log, store, model, position: Math.min(position, events.length), reaches })
        const reader = new DocumentReader({ log, store })
        for (const key of keys) {
          for (const knownAt of [undefined, ...events.map((_, index) => index + 1)]) {
            const found = await reader.at({ model, key, knownAt })
            const { document, parked } = await foldOnDemand(log, { model, key, upTo: found.position })
            expect(found).toEqual({ position: knownAt ?? found.position, document, ...(parked === undefined ? {} : { parked }) })
            expect(found.position).toBeGreaterThanOrEqual(knownAt ?? Math.min(position, events.length))
          }
        }
        const engine = new ProjectionEngine({ log, store, models: [model], limits: tinyLimits })
        expect(await engine.verify('notes')).toMatchObject({ differences: 0 })
        await engine.catchUp()
        expect((await store.getLive('notes', []))?.build).toMatchObject({ id: build.id, position: events.length })
        await new ProjectionEngine({ log, store: anew, models: [model] }).catchUp()
        expect(await dump(store, 'notes')).toEqual(await dump(anew, 'notes'))
      }), { numRuns: runs }), 180_000)

    it('are repaired where they stand', async () => {
      await using place = await makePlace()
      const [log, store] = [await place.log(), await place.store()]
      await append(log, [note(['a'], { text: 'one' }), note(['b']), note(['a'], { text: 'two', poison: 'a' }), note(['a'], { text: 'three' })])
      const build = await laidAhead({ log, store, model: toyModel(), position: 2, reaches: () => 4 })
      const model = toyModel({ isPoison: () => false })
      const lease = await store.acquireLease('projections', 'mended', 60_000)
      if (lease === undefined) throw new Error('no lease')
      const projection = new Projection({ ...build, position: 2 }, model, { log, store, lease, limits: tinyLimits })
      expect(await projection.repair('a')).toBeUndefined()
      expect(await store.getLive('notes', ['a'])).toMatchObject({ build: { position: 2 }, documents: [{ position: 3, json: '{"texts":["one","two"],"last":{"position":3}}' }] })
      await store.releaseLease(lease)
      const engine = new ProjectionEngine({ log, store, models: [model] })
      await engine.catchUp()
      expect(await engine.verify('notes')).toMatchObject({ differences: 0 })
    })

    it('stand in boards and recovery calendars as they were at the moment that is shown', async () => {
      const at = livelihood()
      for (const part of [0.3, 0.6, 0.9]) {
        await using place = await makePlace()
        const [log, store] = [await place.log(), await place.store()]
        await recordAll(log, at.scenario.events)
        const position = Math.floor(at.scenario.events.length * part)
        for (const model of [projectOutlineModel, recoveryCalendarModel]) await laidAhead({ log, store, model, position, reaches: (key) => (key.charCodeAt(0) % 2 === 0 ? position : at.scenario.events.length) })
        const views = { reader: new DocumentReader({ log, store }), store }
        const bare = { reader: new DocumentReader({ log, store: await place.store('empty') }), store: await place.store('empty') }
        const { computedFrom, tookMs, ...board } = await getProjectBoard({ groupBy: 'unit', today }, { log, store })
        expect(computedFrom).toBe('stored')
        expect(tookMs).toBeGreaterThanOrEqual(0)
        expect(await getProjectBoard({ groupBy: 'unit', today, knownAt: position }, { log, store: bare.store })).toMatchObject({ ...board, computedFrom: 'log' })
        const calendar = await getRecoveries({ today }, views)
        expect(calendar.position).toBe(position)
        expect(calendar).toEqual(await getRecoveries({ today, knownAt: position }, bare))
        const later = { today, knownAt: at.scenario.events.length }
        expect(await getRecoveries(later, views)).toEqual(await getRecoveries(later, bare))
      }
    }, 120_000)
  })
