import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { unitTag, effectiveEvents, foldState, heldOn, projectProposed, sumDong, type DataOf, type FactEvent } from '#domain'
import { RandomLife, life } from '#domain/testing/random-life'
import { commune, province } from '#domain/testing/examples'
import { project } from '#domain/project/project'
import { projectModes } from '#domain/programme/rules'
import { ProjectionEngine } from '../engine.js'
import { boardDays, BoardLife, boardSteps, boardUnits, district, districtCommune } from '../testing/board-life.js'
import { recordAll } from '../testing/livelihood.js'
import { TestFiles } from '../testing/toy.js'
import { projectOutlineModel } from '../project-outline/project-outline.js'
import { getProjectBoard, type BoardAnswer, type BoardSources, type GetProjectBoard } from './get-project-board.js'
import { liveOutlines, storedOutlines } from './outlines-at.js'
import { boardGroupings, type BoardSums } from './project-board.js'

const today = '2026-11-24'

interface Place extends BoardSources, AsyncDisposable {
  readonly engine: ProjectionEngine
  readonly record: (events: readonly FactEvent[]) => Promise<void>
}

const place = async (): Promise<Place> => {
  const files = await TestFiles.make()
  const [log, store] = [await files.log(), await files.store()]
  const engine = new ProjectionEngine({ log, store, models: [projectOutlineModel] })
  const record = async (events: readonly FactEvent[]) => {
    await recordAll(log, events)
    await engine.catchUp()
  }
  return { log, store, engine, record, [Symbol.asyncDispose]: () => files[Symbol.asyncDispose]() }
}

type Counted = Record<string, { readonly projects: number; readonly amountDong: number; readonly since: string }>

const countedOf = ({ groups, totals }: BoardAnswer): { readonly rows: Counted; readonly totals: Counted } => {
  const lines = (name: string, { stages }: BoardSums) => stages.map(({ stage, projects, amountDong, oldest: { since } }) => [`${name} ${stage}`, { projects, amountDong, since }] as const)
  return { rows: Object.fromEntries(groups.flatMap(({ key, ...sums }) => lines(key, sums))), totals: Object.fromEntries(lines('', totals)) }
}

/** By the name of each unit, those that it is counted under: itself and what stands above it. */
const above: Readonly<Record<string, readonly string[]>> = {
  [unitTag(province)]: [unitTag(province)],
  [unitTag(commune)]: [unitTag(commune), unitTag(province)],
  [unitTag(district)]: [unitTag(district), unitTag(province)],
  [unitTag(districtCommune)]: [unitTag(districtCommune), unitTag(district), unitTag(province)],
}

/** Counts by going through the events for each project, as somebody with the papers on the table would. */
const naive = (events: readonly FactEvent[], { groupBy, unit, mode, asOf = today }: Omit<GetProjectBoard, 'today' | 'knownAt'>) => {
  const held = effectiveEvents(events.filter(({ occurredOn }) => occurredOn <= asOf))
  const rows: Counted = {}
  const totals: Counted = {}
  for (const { data } of held.filter((event): event is FactEvent<string, DataOf<typeof projectProposed>> => event.type === projectProposed.type)) {
    const { stages, approval } = foldState(project.definition, held.filter(({ tags }) => tags.includes(`project:${data.projectId}`)))
    const stage = heldOn(stages, asOf)
    const upwards = above[unitTag(data.unit)] ?? []
    if (stage === undefined || (mode !== undefined && data.mode !== mode) || (unit !== undefined && !upwards.includes(unitTag(unit)))) continue
    const until = stages.filter(({ from }) => from <= asOf)
    const since = until[until.findLastIndex(({ value }) => value !== stage) + 1]?.from ?? ''
    const amountDong = approval === undefined ? data.proposedCostDong : sumDong(approval.budgetLines)
    const unitKey = (unit === undefined ? upwards.at(-1) : (upwards[upwards.indexOf(unitTag(unit)) - 1] ?? unitTag(unit)))?.slice('unit:'.length)
    const key = { none: 'all', unit: unitKey ?? '', mode: data.mode, programme: data.programmeId }[groupBy]
    for (const [counted, name] of [[rows, `${key} ${stage}`], [totals, ` ${stage}`]] as const) {
      const before = counted[name] ?? { projects: 0, amountDong: 0, since: '9999' }
      counted[name] = { projects: before.projects + 1, amountDong: before.amountDong + amountDong, since: since < before.since ? since : before.since }
    }
  }
  return { rows, totals }
}

const question = fc.record({
  groupBy: fc.constantFrom(...boardGroupings),
  asOf: fc.option(fc.constantFrom('2023-05-31', '2023-07-01', ...boardDays), { nil: undefined }),
  unit: fc.option(fc.constantFrom(...boardUnits), { nil: undefined }),
  mode: fc.option(fc.constantFrom(...projectModes), { nil: undefined }),
  part: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
})

describe('the board of projects', () => {
  it('is at any moment what counting the events of that moment one by one gives, by stored outlines or by the log', async () => {
    await fc.assert(fc.asyncProperty(boardSteps, fc.array(question, { minLength: 12, maxLength: 12 }), async (steps, questions) => {
      const lived = new BoardLife()
      for (const step of steps) lived.take(step)
      await using at = await place()
      await using unprojected = await place()
      await at.record(lived.events)
      const head = lived.events.length
      for (const { part, ...asked } of questions) {
        const knownAt = part === undefined ? undefined : Math.round(part * head)
        const board = await getProjectBoard({ ...asked, knownAt, today }, at)
        expect(countedOf(board)).toEqual(naive(lived.events.slice(0, knownAt ?? head), asked))
        expect(board).toMatchObject({ position: knownAt ?? head, computedFrom: (knownAt ?? head) === head ? 'stored' : 'log', day: asked.asOf ?? today })
        const { tookMs: _, computedFrom: __, ...folded } = await getProjectBoard({ ...asked, knownAt, today }, { log: at.log, store: unprojected.store })
        expect(board).toMatchObject(folded)
      }
    }), { numRuns: 12 })
  }, 120_000)

  it('follows projects through whatever else is recorded and corrected of them', async () => {
    await fc.assert(fc.asyncProperty(life, fc.constantFrom('2023-06-30', '2023-10-30', '2024-11-20', today), async (steps, asOf) => {
      const lived = new RandomLife()
      for (const step of steps) lived.take(step)
      await using at = await place()
      await at.record(lived.village.scenario.events)
      const board = await getProjectBoard({ groupBy: 'none', asOf, today }, at)
      expect(countedOf(board)).toEqual(naive(lived.village.scenario.events, { groupBy: 'none', asOf }))
    }), { numRuns: 6 })
  }, 120_000)
})

describe('the board of one small place', () => {
  let at: Place
  const lived = new BoardLife()
  beforeAll(async () => {
    const proposals = [0, 1, 2, 3, 3].map((unit, index) => ({ does: 'propose' as const, unit, mode: index % 3, programme: index % 2, costDong: 10_000_000, day: '2023-06-01' }))
    const decisions = [{ project: 3, approves: true }, { project: 4, approves: false }].map((each) => ({ does: 'decide' as const, ...each, supportDong: 5_000_000, day: '2023-10-30' }))
    for (const step of [...proposals, ...decisions]) lived.take(step)
    at = await place()
    await at.record(lived.events)
  })
  afterAll(async () => {
    await at[Symbol.asyncDispose]()
  })
  const board = (query: Partial<GetProjectBoard> = {}) => getProjectBoard({ groupBy: 'none', today, ...query }, at)

  it('takes the approved State budget where there is one, and names the oldest with its age on the day', async () => {
    const { totals, groups } = await board({ asOf: '2023-11-09' })
    expect(totals).toMatchObject({ projects: 5, amountDong: 46_000_000 })
    expect(totals.stages).toMatchObject([
      { stage: 'proposed', projects: 3, amountDong: 30_000_000, oldest: { name: expect.stringMatching(/^Dự án [123]$/), since: '2023-06-01', ageDays: 161 } },
      { stage: 'approved', projects: 1, amountDong: 6_000_000, oldest: { name: 'Dự án 4', since: '2023-10-30', ageDays: 10 } },
      { stage: 'rejected', projects: 1, amountDong: 10_000_000, oldest: { name: 'Dự án 5', ageDays: 10 } },
    ])
    expect(groups).toMatchObject([{ key: 'all', projects: 5 }])
  })

  it('goes down level by level: each unit with everything below it, and the one asked for by itself first', async () => {
    const names = async (query: Partial<GetProjectBoard>) => (await board({ groupBy: 'unit', ...query })).groups.map(({ name, projects, isOwnOnly }) => [name.vi, projects, isOwnOnly ?? false])
    expect(await names({})).toEqual([['Tỉnh Thái Nguyên', 5, false]])
    expect(await names({ unit: province })).toEqual([['Tỉnh Thái Nguyên', 1, true], ['Huyện Đồng Hỷ', 3, false], ['Xã Văn Hán', 1, false]])
    expect(await names({ unit: district })).toEqual([['Huyện Đồng Hỷ', 1, true], ['Xã Văn Hán cũ', 2, false]])
    expect(await names({ unit: districtCommune })).toEqual([['Xã Văn Hán cũ', 2, true]])
  })

  it('names modes in both languages and programmes by their names, found by code or id', async () => {
    expect((await board({ groupBy: 'mode' })).groups.map(({ name, projects }) => [name.vi, projects])).toEqual([['cộng đồng', 2], ['liên kết chuỗi giá trị', 2], ['đặt hàng', 1]])
    const byProgramme = await board({ groupBy: 'programme' })
    expect(byProgramme.groups.map(({ name, projects }) => [name.vi, projects])).toEqual([['Giảm nghèo bền vững', 3], ['Xây dựng nông thôn mới', 2]])
    for (const programme of ['NTP-RD', byProgramme.groups[1]?.key]) expect((await board({ programme })).totals.projects).toBe(2)
  })

  it('refuses a unit or a programme that there is none, and is empty where nothing of it was known yet', async () => {
    await expect(board({ unit: { codeSet: 'vn-2025', code: '99' } })).rejects.toMatchObject({ field: 'unit' })
    await expect(board({ programme: 'NTP-XX' })).rejects.toMatchObject({ field: 'programme' })
    expect(await board({ unit: district, programme: 'NTP-RD', knownAt: 0 })).toMatchObject({ groups: [], totals: { projects: 0, amountDong: 0, stages: [] }, position: 0, computedFrom: 'log' })
  })

  it('takes an instant or a day for what was known, cuts the future to the head, and refuses a position that never was', async () => {
    expect(await board({ knownAt: '2000-01-01' })).toMatchObject({ position: 0 })
    expect(await board({ knownAt: '2999-12-31T00:00:00.000Z' })).toMatchObject({ position: lived.events.length, computedFrom: 'stored' })
    await expect(board({ minPosition: lived.events.length + 1 })).rejects.toThrow('beyond')
  })

  it('says how far a sweep over the log is', async () => {
    const positions: number[] = []
    await board({ knownAt: lived.events.length - 1, onProgress: (position) => positions.push(position) })
    expect(positions.at(-1)).toBeGreaterThan(0)
  })

  it('is of one moment also when projects move on while it is counted', async () => {
    const build = await liveOutlines(at.store)
    if (build === undefined) throw new Error('nothing is projected')
    const documents = async () => {
      const found = new Map<string, unknown>()
      for await (const { projectId, document } of storedOutlines(at.log, at.store, build)) found.set(projectId, document)
      return found
    }
    const before = await documents()
    const recorded = lived.events.length
    lived.take({ does: 'decide', project: 0, approves: false, supportDong: 1, day: '2023-10-30' })
    lived.take({ does: 'propose', unit: 0, mode: 0, programme: 0, costDong: 1, day: '2023-10-30' })
    await at.record(lived.events.slice(recorded))
    expect(await documents()).toEqual(before)
    await at.engine.rebuild(projectOutlineModel.name)
    await expect(documents()).rejects.toThrow('replaced')
  })
})
