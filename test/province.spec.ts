import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { v5 } from 'uuid'
import { dayAt, foldState, type FactEvent, type StateDefinition } from '#domain'
import { allocation } from '#domain/capital/allocation'
import { paymentTotals, projectPayments } from '#domain/payment/project-payments'
import type { Herd } from '#domain/support/species'
import { getHouseholdHistory, getProjectBoard, getPool, getProjectFile, type HouseholdHistory, type PoolView, type ProjectFile } from '#read-models'
import { Runtime } from '#runtime'
import { commandIdOf, findTemplate } from '../apps/cli/import/index.js'
import { templates } from '../apps/cli/import/template.js'
import { wordOf } from '../apps/cli/import/words.js'
import { provinceSample } from '../samples/source/province/province-sample.js'
import '../samples/generate-province.js'
import { jsonOf, root, runCli, temporaryFolder } from './cli-process.js'
import type { UnitCapital } from './province-capital-count.js'
import { countProvince, type HouseholdCount, type ProjectCount } from './province-count.js'

const folder = join(root, 'samples/province')
const count = countProvince(folder)
const million = 1_000_000

describe("the province's sample", () => {
  it('is what its generator writes, byte for byte', async () => {
    const sample = provinceSample()
    expect([...sample.keys()].sort()).toEqual((await readdir(folder)).sort())
    for (const [name, csv] of sample) expect((await readFile(join(folder, name), 'utf8')) === csv).toBe(true)
  })

  it('has the capital of 2021–2023 to the đồng', () => {
    const summed = (source: string) => ['2021', '2022', '2023'].reduce((sum, year) => sum + (count.capital[year]?.[source] ?? 0), 0)
    expect(summed('ngân sách trung ương')).toBe(108_779 * million)
    expect(summed('ngân sách tỉnh')).toBe(8_546 * million)
  })

  it('has the target of 2023 to the household', () => {
    expect(count.targets).toEqual({ 2023: { 'hộ nghèo': 3_365, 'hộ cận nghèo': 1_346 } })
  })

  it('has rows of every command, and projects in every stage', async () => {
    const recorded = new Set((await readdir(folder)).map((file) => findTemplate(file)?.name))
    expect(templates.filter(({ corrects, name }) => corrects === undefined && !recorded.has(name)).map(({ name }) => name)).toEqual([])
    const stages = new Set<string>([...count.projects.values()].map(({ stage }) => stage))
    expect(['proposed', 'submitted', 'revision-requested', 'appraised', 'withdrawn', 'rejected', 'in-progress', 'suspended', 'accepted', 'completed', 'closed', 'cancelled'].filter((stage) => !stages.has(stage))).toEqual([])
  })

  it('has thousands of households, and projects of five kinds in three modes', () => {
    const projects = [...count.projects.values()]
    expect(count.households.size).toBeGreaterThanOrEqual(4_000)
    expect(projects.length).toBeGreaterThanOrEqual(60)
    expect(new Set(projects.map(({ kind }) => kind)).size).toBe(5)
    expect(new Set(projects.map(({ mode }) => mode)).size).toBe(3)
  })

  it('names no official like a household, and some households alike', async () => {
    const named = async (file: RegExp, header: string) => {
      const files = (await readdir(folder)).filter((name) => file.test(name))
      const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
      return texts.flatMap((text) => {
        const [head = '', ...lines] = text.split('\n')
        return lines.map((line) => line.split(',')[head.replaceAll(/"[^"]*"/g, '').split(',').indexOf(header)] ?? '').filter(Boolean)
      })
    }
    const members = await named(/-ho\.(csv|nhap-muon)/, 'Các thành viên: Họ và tên')
    const families = new Set(members.map((name) => name.split(' ')[0]))
    const signers = new Set((await named(/\d-ho\.csv|don-vi|nhom-ho/, 'Giấy tờ: Người ký')))
    expect(signers.size).toBeGreaterThan(50)
    expect([...signers].filter((name) => families.has(name.split(' ')[0]))).toEqual([])
    expect(new Set(members).size).toBeLessThan(members.length)
  })
})

interface Report {
  readonly files: readonly { readonly recorded: number }[]
  readonly problems: readonly object[]
}

describe("the province's sample, imported", () => {
  let runtime: Runtime
  let report: Report

  beforeAll(async () => {
    const dataDir = await temporaryFolder()
    report = jsonOf<Report>(await runCli('import', 'samples/province', '--json', '--data-dir', dataDir))
    runtime = await Runtime.open({ dataDir })
  }, 180_000)

  afterAll(() => runtime.close())

  it('is taken whole: one event an entry, nothing refused', () => {
    expect(report.problems).toEqual([])
    expect(report.files.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(count.entries)
  })

  it("says of every household what a count of the files' papers says", async () => {
    for (const [number, counted] of count.households) {
      const householdId = v5('household', commandIdOf('register-household', number))
      const history = await getHouseholdHistory({ householdId, today: dayAt(new Date().toISOString()) }, runtime.reader)
      expect({ number, ...(history && countOfHistory(history)) }).toEqual({ number, ...counted })
    }
  }, 120_000)

  it('says of every project and its pool what that count says', async () => {
    for (const [number, counted] of count.projects) {
      const projectId = v5('project', commandIdOf('propose-project', number))
      const file = await getProjectFile({ projectId, today: dayAt(new Date().toISOString()) }, runtime.reader)
      expect({ number, ...(file && countOfFile(file)) }).toEqual({ number, ...moneyOf(counted) })
      const pool = await getPool({ projectId, today: dayAt(new Date().toISOString()) }, runtime.reader)
      expect({ number, ...(pool && countOfPool(pool)) }).toEqual({ number, ...counted.pool, heldAnimals: [...counted.pool.heldAnimals].sort() })
      expect({ number, ...paymentTotals(await stateOf(projectPayments.definition, `project:${projectId}`)) }).toEqual({ number, ...counted.payments })
    }
  }, 60_000)

  it('has on the board what stands in each stage by that count, in all and by mode', async () => {
    const counted = (isOf: (mode: string) => boolean) => {
      const stages: Record<string, { projects: number; amountDong: number }> = {}
      for (const { stage, mode, budgetDong, proposedCostDong } of count.projects.values()) {
        if (!isOf(mode)) continue
        const { projects, amountDong } = stages[stage] ?? { projects: 0, amountDong: 0 }
        stages[stage] = { projects: projects + 1, amountDong: amountDong + (budgetDong || proposedCostDong) }
      }
      return stages
    }
    const shown = (stages: readonly { stage: string; projects: number; amountDong: number }[]) => Object.fromEntries(stages.map(({ stage, projects, amountDong }) => [stage, { projects, amountDong }]))
    const { totals, groups } = await getProjectBoard({ groupBy: 'mode', today: dayAt(new Date().toISOString()) }, { log: runtime.log, store: runtime.views })
    expect(shown(totals.stages)).toEqual(counted(() => true))
    expect(groups).toHaveLength(3)
    for (const { key, stages } of groups) expect(shown(stages)).toEqual(counted((mode) => mode === wordOf(key ?? '')))
  })

  it('has of every unit the capital that the count says, and what of it went down or to projects', async () => {
    const units = new Map<string, UnitCapital>()
    for await (const events of runtime.log.read({ types: ['capital-assigned'] })) {
      for (const { data, unit: { code } } of events) {
        const { lines } = await stateOf(allocation.definition, `allocation:${(data as { allocationId: string }).allocationId}`)
        const known = units.get(code) ?? { amountDong: 0, assignedDownDong: 0, committedDong: 0 }
        const summed = (part: keyof UnitCapital) => known[part] + lines.reduce((sum, line) => sum + line[part], 0)
        units.set(code, { amountDong: summed('amountDong'), assignedDownDong: summed('assignedDownDong'), committedDong: summed('committedDong') })
      }
    }
    expect(Object.fromEntries(units)).toEqual(Object.fromEntries(count.unitCapital))
  }, 60_000)

  /** Nothing of capital and payments is corrected in the sample, so that a plain fold will do. */
  const stateOf = async <State>(definition: StateDefinition<State>, tag: string): Promise<State> => {
    let state = definition.initial
    for await (const events of runtime.log.read({ tags: [tag] })) state = foldState(definition, events as readonly FactEvent[], state)
    return state
  }
})

/** In the words of the files, and without the species of which there are none. */
const inWords = (herd: Herd): Record<string, number> => Object.fromEntries(Object.entries(herd).filter(([, head]) => head > 0).map(([species, head]) => [wordOf(species), head]))

const countOfHistory = ({ totals, lines }: HouseholdHistory): HouseholdCount => {
  const { benefit, assets, contributed, owed, recovered } = totals
  const timesOf = (...types: readonly string[]) => lines.filter(({ type, isAnnulled }) => types.includes(type) && !isAnnulled).length
  return {
    support: { moneyDong: benefit.moneyDong, animalsDong: benefit.animalsDong, goodsDong: benefit.goodsDong, animals: inWords(assets.handedOver), handovers: timesOf('money-handed-over', 'animal-handed-over', 'goods-handed-over'), refused: timesOf('handover-refused') },
    passedOn: { dong: benefit.passedOnDong, animals: inWords(assets.passedOn), times: timesOf('support-passed-on') },
    contributed: { cashDong: contributed.cashDong, goodsDong: contributed.goodsDong, labourDong: contributed.labourDong, halfDays: contributed.labourHalfDays, receipts: timesOf('contribution-received'), reversals: timesOf('contribution-reversed') },
    owed: { dong: owed.dong, animals: inWords(owed.animals) },
    recovered: { dong: recovered.dong, animals: inWords(recovered.animals) },
  }
}

const countOfFile = ({ proposal, stage, approval, totals, counterpart, refusals, pool }: ProjectFile) => ({
  name: proposal?.name, stage, proposedCostDong: proposal?.proposedCostDong, budgetDong: approval?.budgetDong ?? 0,
  approvedSupportDong: approval?.beneficiaries.reduce((sum, { supportDong }) => sum + supportDong, 0) ?? 0,
  handedOverDong: totals.benefit.moneyDong + totals.benefit.animalsDong + totals.benefit.goodsDong, contributedDong: counterpart.received.totalDong, pledgedDong: counterpart.pledged.totalDong, refusals: refusals.length,
  heldDong: pool.moneyDong, heldAnimals: pool.animals.map(({ animalTag }) => animalTag).sort(),
})

const moneyOf = ({ name, stage, proposedCostDong, budgetDong, approvedSupportDong, money, pool }: ProjectCount) =>
  ({ name, stage, proposedCostDong, budgetDong, approvedSupportDong, ...money, heldDong: pool.heldDong, heldAnimals: [...pool.heldAnimals].sort() })

const countOfPool = ({ received, passedOn, surplus, held, rounds, selected, closedOn }: PoolView) => ({
  receivedDong: received.dong, passedOnDong: passedOn.dong, surplusDong: surplus.dong, heldDong: held.moneyDong, heldAnimals: held.animals.map(({ animalTag }) => animalTag).sort(),
  selected: selected.length + rounds.reduce((sum, { households }) => sum + households.length, 0), isClosed: closedOn !== undefined,
})
