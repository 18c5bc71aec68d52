import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { EventLog } from '#event-log'
import { days } from '#domain/testing/examples-project'
import { DocumentReader } from '../documents.js'
import { ProjectionEngine } from '../engine.js'
import { getPool, getRecoveries, readModels, type PoolView, type ViewStore } from '../index.js'
import { livelihood, recordAll } from '../testing/livelihood.js'
import { TestFiles } from '../testing/toy.js'

const today = '2026-11-24'

describe('pools and recovery calendars', () => {
  const at = livelihood()
  let files: TestFiles
  let log: EventLog
  let store: ViewStore
  let reader: DocumentReader

  beforeAll(async () => {
    files = await TestFiles.make()
    log = await files.log()
    await recordAll(log, at.scenario.events)
    store = await files.store()
    await new ProjectionEngine({ log, store, models: readModels }).catchUp()
    reader = new DocumentReader({ log, store })
  })
  afterAll(() => files[Symbol.asyncDispose]())

  const poolOf = async (projectId: string, moment: { asOf?: string; knownAt?: number } = {}) => {
    const found = await getPool({ projectId, today, ...moment }, reader)
    if (found === undefined) throw new Error('no pool')
    return found
  }
  const balances = ({ received, passedOn, surplus, held }: PoolView): void => expect(received.dong).toBe(passedOn.dong + surplus.dong + held.moneyDong)

  it('tell what came in, went out and is held, đồng and animals apart', async () => {
    const pool = await poolOf(at.projectId)
    expect(pool).toMatchObject({
      opened: { openedOn: days.poolOpened }, closedOn: undefined, projectName: 'Chăn nuôi bò sinh sản xóm Thịnh Đức',
      received: { dong: 3_000_000, animals: { cow: 1 } }, passedOn: { dong: 2_000_000, animals: {} }, surplus: { dong: 400_000 }, held: { moneyDong: 600_000, animals: [{ animalTag: 'TN-0101' }] },
      surpluses: [{ use: 'community-fund', amount: { dong: 400_000 }, reason: expect.anything() }],
    })
    balances(pool)
  })

  it('tell who is next, who was selected, and who was served in which round', async () => {
    expect(await poolOf(at.projectId)).toMatchObject({
      queue: { rankedOn: days.selected, candidates: [{ householdId: at.minh, rank: 1, selectedOn: days.selected, passedOnOn: days.passedOn }, { householdId: at.tam, rank: 2, reasons: ['never-supported', 'has-labour'] }] },
      selected: [{ householdId: at.tam, rank: 2, selectedOn: days.selected }],
      rounds: [{ number: 1, rankedOn: days.selected, passedOn: { dong: 2_000_000 }, households: [{ householdId: at.minh, passedOnOn: days.passedOn, got: { dong: 2_000_000 } }] }],
    })
  })

  it('tell both times: what had occurred by a day, and what was recorded by then', async () => {
    const before = await poolOf(at.projectId, { asOf: '2024-12-19' })
    expect(before).toMatchObject({ passedOn: { dong: 0 }, surplus: { dong: 0 }, held: { moneyDong: 3_000_000 }, rounds: [] })
    expect(before.selected.map(({ householdId }) => householdId)).toEqual([at.minh, at.tam])
    const surplusAt = at.scenario.events.findIndex(({ type }) => type === 'surplus-resolved')
    expect(await poolOf(at.projectId, { knownAt: surplusAt })).toMatchObject({ position: surplusAt, surplus: { dong: 0 }, held: { moneyDong: 1_000_000 } })
    expect((await poolOf(at.projectId, { asOf: '2024-01-01' })).queue).toBeUndefined()
  })

  it('are empty for a project without one, and unknown for one that is not there', async () => {
    expect(await poolOf(at.rejectedId)).toMatchObject({ opened: undefined, received: { dong: 0, animals: {} }, rounds: [], selected: [] })
    expect(await poolOf(at.closedPoolId)).toMatchObject({ closedOn: '2025-06-30', held: { moneyDong: 0, animals: [] } })
    expect(await getPool({ projectId: '00000000-0000-4000-8000-000000000000', today }, reader)).toBeUndefined()
  })

  const recoveries = (fields: object = {}) => getRecoveries({ today, ...fields }, { reader, store })

  it('list what falls due in a period by the schedule of the day, and sum it by project, unit and household', async () => {
    const year = await recoveries({ from: '2026-01-01', to: '2026-12-31' })
    expect(year.rows).toMatchObject([
      { householdId: at.sinh, owedUnit: 'dong', dueOn: ['2026-03-31', '2026-10-30'], due: 1_000_000, received: 0, outstanding: 1_000_000, late: 1_000_000, lateSince: '2026-03-31' },
      { householdId: at.lan, owedUnit: 'cow', dueOn: ['2026-10-30'], due: 1, received: 1, outstanding: 0, late: 0 },
    ])
    expect(year.totals).toMatchObject({ due: { dong: 1_000_000, animals: { cow: 1 } }, received: { dong: 0, animals: { cow: 1 } }, late: { dong: 1_000_000 }, lateObligations: 1 })
    expect(year.byProject).toMatchObject([{ projectId: at.projectId, projectName: 'Chăn nuôi bò sinh sản xóm Thịnh Đức', due: { dong: 1_000_000 } }])
    expect(year.byUnit).toMatchObject([{ unit: { codeSet: 'vn-2025', code: '05551' }, outstanding: { dong: 1_000_000 } }])
    expect(year.byHousehold.map(({ householdId }) => householdId).sort()).toEqual([at.sinh, at.lan].sort())
  })

  it('add up to what is owed over all days, before and after a rescheduling', async () => {
    expect((await recoveries()).totals).toMatchObject({ due: { dong: 4_000_000, animals: { cow: 1 } }, received: { dong: 3_000_000 }, outstanding: { dong: 1_000_000 } })
    const before = await recoveries({ asOf: '2024-12-19' })
    expect(before.rows.find(({ owedUnit }) => owedUnit === 'dong')).toMatchObject({ dueOn: ['2026-10-30'], due: 4_000_000, received: 3_000_000 })
    expect(before.totals).toMatchObject({ due: { dong: 4_000_000, animals: { cow: 1 } }, late: { dong: 0 } })
  })

  it('keep to a project, a unit, or what is late', async () => {
    expect((await recoveries({ lateOnly: true })).rows).toHaveLength(1)
    expect((await recoveries({ lateOnly: true, asOf: '2026-03-31' })).rows).toHaveLength(0)
    expect((await recoveries({ projectId: at.closedPoolId })).rows).toHaveLength(0)
    expect((await recoveries({ unit: { codeSet: 'vn-2025', code: '00000' } })).rows).toHaveLength(0)
    expect((await recoveries({ unit: { codeSet: 'vn-2025', code: '05551' } })).rows).toHaveLength(2)
  })

  it('say what was known at a position', async () => {
    const before = at.scenario.events.findIndex(({ type }) => type === 'recovery-received')
    const { totals, position } = await recoveries({ knownAt: before })
    expect([position, totals.received.dong]).toEqual([before, 0])
  })
})
