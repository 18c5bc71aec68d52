import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EventLog, RecordedEvent } from '#event-log'
import { catalogue } from '#domain'
import { DocumentReader } from './documents.js'
import { ProjectionEngine } from './engine.js'
import type { FactsDocument } from './facts/facts.js'
import { getHouseholdHistory, getProjectFile, groupRosterModel, householdHistoryModel, projectFileModel, readModels } from './index.js'
import { projectOutline, projectOutlineModel } from './project-outline/project-outline.js'
import { livelihood, recordAll } from './testing/livelihood.js'
import { TestFiles } from './testing/toy.js'

const today = '2026-11-24'

describe('household histories and project files', () => {
  const at = livelihood()
  let files: TestFiles
  let log: EventLog
  let engine: ProjectionEngine
  let reader: DocumentReader
  let events: RecordedEvent[]

  beforeAll(async () => {
    files = await TestFiles.make()
    log = await files.log()
    await recordAll(log, at.scenario.events)
    const store = await files.store()
    engine = new ProjectionEngine({ log, store, models: readModels })
    await engine.catchUp()
    reader = new DocumentReader({ log, store })
    events = []
    for await (const batch of log.read({})) events.push(...batch)
  })
  afterAll(() => files[Symbol.asyncDispose]())

  const historyOf = async (householdId: string, moment: { asOf?: string; knownAt?: number | string; minPosition?: number } = {}) => {
    const history = await getHouseholdHistory({ householdId, today, ...moment }, reader)
    if (history === undefined) throw new Error('no history')
    return history
  }

  const keysOf = (model: string): readonly string[] => {
    if (model === householdHistoryModel.name) return [at.sinh, at.lan, at.minh, at.hoa, at.tam]
    return model === groupRosterModel.name ? [at.groupId] : [at.projectId, at.rejectedId, at.closedId, at.closedPoolId]
  }

  it('have for every event of the catalogue the tag of each key that it has', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(catalogue.keys()))
    for (const event of events) for (const model of readModels) for (const key of model.keysOf(event)) expect(event.tags).toContain(model.tagOf(key))
  })

  it('have for every event that names a household or a project its key', () => {
    for (const event of events) {
      const { householdId, projectId } = event.data
      if (typeof householdId === 'string') expect(householdHistoryModel.keysOf(event)).toContain(householdId)
      if (typeof projectId === 'string') expect(projectFileModel.keysOf(event)).toContain(projectId)
    }
  })

  it('tell a household what it got, put in, owes and gave back, each ledger for itself', async () => {
    const { totals, obligations, classNow, household } = await historyOf(at.sinh)
    expect(totals).toMatchObject({
      benefit: { moneyDong: 10_000_000, animalsDong: 0, goodsDong: 3_500_000, passedOnDong: 0, totalDong: 13_500_000 },
      assets: { handedOver: {}, givenBack: {} },
      contributed: { cashDong: 1_500_000, totalDong: 1_500_000 },
      owed: { dong: 4_000_000 }, recovered: { dong: 3_000_000 }, outstanding: { dong: 1_000_000 },
    })
    expect(obligations).toMatchObject([{ unit: 'dong', recovered: 3_000_000, outstanding: 1_000_000, dueOn: '2026-10-30', isLate: true, lateSince: '2026-03-31' }])
    expect(classNow).toMatchObject({ povertyClass: 'poor' })
    expect(household?.members).toHaveLength(1)
  })

  it('show the household with its members and head of the day', async () => {
    const membersOn = async (asOf: string) => (await historyOf(at.tam, { asOf })).household?.members.map(({ relation, identity }) => [relation, (identity as { name?: string }).name])
    expect(await membersOn('2024-02-09')).toEqual([['head', 'Triệu Thị Sính']])
    expect((await membersOn('2024-06-01'))?.sort()).toEqual([['head', 'Bàn Văn Tiến'], ['other', 'Triệu Thị Sính']])
    expect(await membersOn('2024-06-15')).toEqual([['head', 'Bàn Văn Tiến']])
  })

  it('keep animals in their own unit', async () => {
    const { totals, obligations } = await historyOf(at.lan)
    expect(totals).toMatchObject({
      benefit: { moneyDong: 0, animalsDong: 12_000_000 }, assets: { handedOver: { cow: 1 }, givenBack: { cow: 1 } },
      contributed: { labourHalfDays: 5, labourDong: 625_000 }, owed: { dong: 0, animals: { cow: 1 } }, outstanding: { dong: 0, animals: { cow: 0 } },
    })
    expect(obligations).toMatchObject([{ unit: 'cow', recovered: 1, outstanding: 0, isLate: false }])
  })

  it('show what was passed on to the next household, which had been approved nothing', async () => {
    const { totals, projects } = await historyOf(at.minh)
    expect(totals.benefit).toEqual({ moneyDong: 0, animalsDong: 0, goodsDong: 0, passedOnDong: 2_000_000, totalDong: 2_000_000 })
    expect(projects).toMatchObject([{ projectId: at.projectId, name: 'Chăn nuôi bò sinh sản xóm Thịnh Đức', stageNow: 'approved', approved: undefined }])
  })

  it('run the totals fact by fact, with class and stage then and now', async () => {
    const { lines } = await historyOf(at.sinh)
    const days = lines.map(({ occurredOn }) => occurredOn)
    expect(days).toEqual([...days].sort())
    expect(lines.at(-1)?.running).toEqual((await historyOf(at.sinh)).totals)
    const approval = lines.find(({ type }) => type === 'project-approved')
    expect(approval).toMatchObject({ then: { povertyClass: 'poor', projectStage: 'approved' }, sentence: { en: expect.stringContaining('4 households take part') } })
    expect(approval?.data.beneficiaries).toEqual([{ householdId: at.sinh, povertyClass: 'poor', supportDong: 14_000_000 }])
    expect(lines[0]).toMatchObject({ type: 'household-registered', then: { povertyClass: undefined } })
  })

  it('keep in sight what was corrected or annulled, and by which paper', async () => {
    const { lines } = await historyOf(at.sinh)
    expect(lines.find(({ eventId }) => eventId === at.contributionId)).toMatchObject({
      data: { contribution: { amountDong: 1_500_000 } }, isAnnulled: false,
      corrections: [{ effect: 'replaced', paper: { number: '01/KL' }, sentenceBefore: { en: 'A household contributed 2.000.000 đồng in cash' } }],
    })
    expect(lines.find(({ eventId }) => eventId === at.wrongHandoverId)).toMatchObject({ isAnnulled: true, corrections: [{ effect: 'annulled', paper: { number: '02/KL' } }] })
  })

  it('say on another day what was late then, and what was known before it was corrected', async () => {
    expect((await historyOf(at.sinh, { asOf: '2024-11-19' })).obligations).toMatchObject([{ recovered: 0, outstanding: 4_000_000, isLate: false }])
    const correction = events.find(({ correctsEventId }) => correctsEventId === at.contributionId)
    const before = await historyOf(at.sinh, { knownAt: (correction?.position ?? 0) - 1 })
    expect(before.totals.contributed.cashDong).toBe(2_000_000)
    expect(before.position).toBe((correction?.position ?? 0) - 1)
    expect((await historyOf(at.sinh, { asOf: '2023-11-10' })).lines.map(({ type }) => type)).toEqual(['household-registered', 'poverty-classified', 'group-formed', 'project-approved', 'contribution-received'])
  })

  it('tell a project what was agreed and received, who got what, and what the pool holds', async () => {
    const file = await getProjectFile({ projectId: at.projectId, today }, reader)
    expect(file).toMatchObject({
      proposal: { name: 'Chăn nuôi bò sinh sản xóm Thịnh Đức', proposedOn: '2023-06-01' }, stage: 'approved',
      stages: [{ from: '2023-06-01', value: 'proposed' }, { from: '2023-10-30', value: 'approved' }],
      approval: { budgetDong: 30_000_000, participants: 4 },
      counterpart: { agreed: { cashDong: 4_000_000, labourDong: 1_000_000, totalDong: 8_000_000 }, received: { cashDong: 1_500_000, labourDong: 625_000, labourHalfDays: 5 } },
      pool: { moneyDong: 600_000, animals: [{ species: 'cow', animalTag: 'TN-0101', count: 1 }] },
    })
    expect(file?.households.find(({ householdId }) => householdId === at.sinh)).toMatchObject({ povertyClass: 'poor', approvedDong: 14_000_000, handedOverDong: 13_500_000, outstanding: { dong: 1_000_000 } })
    expect(file?.households.find(({ householdId }) => householdId === at.minh)).toMatchObject({ povertyClass: undefined, approvedDong: 0, passedOnDong: 2_000_000 })
    expect(await getProjectFile({ projectId: at.rejectedId, today }, reader)).toMatchObject({ stage: 'rejected', approval: undefined })
  })

  it('tell by form what a household pledged and put in, at approved prices, and what it refused', async () => {
    const file = await getProjectFile({ projectId: at.projectId, today }, reader)
    expect(file?.households.find(({ householdId }) => householdId === at.lan)?.counterpart).toEqual({
      pledged: { cashDong: 700_000, goodsDong: 0, labourDong: 1_000_000, labourHalfDays: 8, totalDong: 1_700_000, unpriced: 1 },
      received: { cashDong: 0, goodsDong: 0, labourDong: 625_000, labourHalfDays: 5, totalDong: 625_000 },
    })
    expect(file?.counterpart.pledged).toMatchObject({ totalDong: 1_700_000, unpriced: 1 })
    expect(file?.refusals).toMatchObject([{ householdId: at.lan, refusedOn: '2023-11-15', what: 'animal', animalTag: 'TN-0009' }])
    const early = await getProjectFile({ projectId: at.projectId, today, asOf: '2023-10-29' }, reader)
    expect(early?.counterpart.pledged).toMatchObject({ cashDong: 700_000, labourDong: 0, labourHalfDays: 8, unpriced: 2 })
  })

  it('show what was put in and taken back again, each on its day', async () => {
    const { lines } = await historyOf(at.lan)
    const cash = lines.filter(({ type }) => type.startsWith('contribution-')).map(({ type, running }) => [type, running.contributed.cashDong])
    expect(cash.filter(([type]) => type !== 'contribution-pledged')).toEqual([['contribution-received', 0], ['contribution-received', 700_000], ['contribution-reversed', 0]])
    expect(lines.find(({ type }) => type === 'handover-refused')).toMatchObject({ then: { projectStage: 'approved' }, running: { benefit: { totalDong: 0 } } })
  })

  it('tell a project from its proposal to its end, and how it stood on any day, in its outline too', async () => {
    const file = (asOf?: string) => getProjectFile({ projectId: at.closedId, today, asOf }, reader)
    expect(await file()).toMatchObject({ stage: 'closed', endsOn: '2025-04-30' })
    expect(await file('2024-03-20')).toMatchObject({ stage: 'suspended', endsOn: '2024-12-31' })
    expect(await file('2023-07-31')).toMatchObject({ stage: 'revision-requested', endsOn: undefined })
    const outline = async (projectId: string) => projectOutline(projectId, (await reader.at({ model: projectOutlineModel, key: projectId })).document ?? { facts: [] }, today)
    expect(await outline(at.closedId)).toMatchObject({ stages: (await file())?.stages, stageNow: 'closed', budgetDong: 11_000_000 })
    expect(await outline(at.withdrawnId)).toMatchObject({ stageNow: 'withdrawn' })
    expect(await outline(at.cancelledId)).toMatchObject({ stageNow: 'cancelled' })
  })

  it('know nothing of what was never recorded, nor of what was not known yet', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000'
    expect(await getHouseholdHistory({ householdId: unknown, today }, reader)).toBeUndefined()
    expect(await getProjectFile({ projectId: unknown, today }, reader)).toBeUndefined()
    expect(await getHouseholdHistory({ householdId: at.sinh, today, knownAt: 1 }, reader)).toBeUndefined()
  })

  it('are at any moment what folding by hand the events of that moment gives', () =>
    fc.assert(fc.asyncProperty(
      fc.constantFrom(...readModels), fc.option(fc.integer({ min: 0, max: at.scenario.events.length + 3 })), fc.option(fc.constantFrom('2022-12-22', '2023-05-15', '2023-10-30', '2023-11-20', '2024-12-31')),
      async (model, knownAt, asOf) => {
        for (const key of keysOf(model.name)) {
          const upTo = Math.min(knownAt ?? Infinity, events.length)
          const held = events.filter((event) => event.position <= upTo && event.occurredOn <= (asOf ?? '9999') && model.keysOf(event).includes(key))
          const expected = held.reduce<object | undefined>((document, event) => model.fold(document, event, key), undefined)
          const found = await reader.at({ model, key, knownAt: knownAt ?? undefined, asOf: asOf ?? undefined })
          expect({ ...found, json: JSON.stringify(found.document) }).toMatchObject({ position: upTo, json: JSON.stringify(expected) })
        }
      },
    ), { numRuns: 60 }))

  it('take an instant or a day for what was known by then, and cut what is not yet past to the head', async () => {
    const read = (knownAt: string) => reader.at({ model: householdHistoryModel, key: at.sinh, knownAt })
    const middle = events[Math.floor(events.length / 2)]
    const lastThen = events.findLast(({ recordedAt }) => recordedAt <= (middle?.recordedAt ?? ''))
    expect((await read(middle?.recordedAt ?? '')).position).toBe(lastThen?.position)
    expect((await read('2000-01-01')).position).toBe(0)
    expect((await read('2999-12-31')).position).toBe(events.length)
  })

  it('are read by whoever wrote as soon as it was recorded, and refuse a position that never was', async () => {
    const found = await reader.at({ model: householdHistoryModel, key: at.sinh, minPosition: events.length })
    expect(found.position).toBe(events.length)
    await expect(reader.at({ model: householdHistoryModel, key: at.sinh, minPosition: events.length + 1 })).rejects.toThrow('beyond')
  })

  it('are answered from the log while nothing has been projected yet', async () => {
    const store = await files.store('empty')
    const early = new DocumentReader({ log, store })
    const [now, stored] = await Promise.all([early, reader].map((each) => getHouseholdHistory({ householdId: at.sinh, today, minPosition: events.length }, each)))
    expect(now).toEqual(stored)
  })

  it('are the same whatever order different days are entered in', () =>
    fc.assert(fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 60, maxLength: 60 }), (ranks) => {
      const own = events.filter((event) => householdHistoryModel.keysOf(event).includes(at.sinh))
      const days = [...new Set(own.map(({ occurredOn }) => occurredOn))].sort((one, other) => (ranks[days0(one)] ?? 0) - (ranks[days0(other)] ?? 0))
      const shuffled = days.flatMap((day) => own.filter(({ occurredOn }) => occurredOn === day))
      expect(modulo(shuffled)).toEqual(modulo(own))
    })))

  const days0 = (day: string) => events.findIndex(({ occurredOn }) => occurredOn === day)
  const modulo = (entered: readonly RecordedEvent[]): unknown => {
    const document = entered.map((event, index) => ({ ...event, position: index + 1 })).reduce<FactsDocument | undefined>((folded, event) => householdHistoryModel.fold(folded, event, at.sinh), undefined)
    return JSON.parse(JSON.stringify(document, (key, value: unknown) => (key === 'position' || key === 'recordedAt' ? undefined : value)))
  }
})
