import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DocumentReader } from '../documents.js'
import { livelihood, recordAll } from '../testing/livelihood.js'
import { TestFiles } from '../testing/toy.js'
import { getGroupRoster, type GetGroupRoster } from './get-group-roster.js'

describe('the roster of a group', () => {
  const at = livelihood()
  let files: TestFiles
  let reader: DocumentReader

  beforeAll(async () => {
    files = await TestFiles.make()
    const log = await files.log()
    await recordAll(log, at.scenario.events)
    reader = new DocumentReader({ log, store: await files.store() })
  })
  afterAll(() => files[Symbol.asyncDispose]())

  const rosterAt = (moment: Partial<GetGroupRoster> = {}) => getGroupRoster({ groupId: at.groupId, today: '2026-11-24', ...moment }, reader)
  const rowOf = async (householdId: string, moment: Partial<GetGroupRoster> = {}) => (await rosterAt(moment))?.members.find((each) => each.householdId === householdId)

  it('has each member since when, former ones until when, and who is experienced', async () => {
    const roster = await rosterAt()
    expect(roster).toMatchObject({ day: '2026-11-24', group: { name: 'Nhóm chăn nuôi bò xóm Thịnh Đức', kind: 'household-group', formedOn: '2023-05-15' } })
    expect(roster?.members.map(({ isMember }) => isMember).filter(Boolean)).toHaveLength(4)
    expect(await rowOf(at.hoa)).toEqual({ householdId: at.hoa, experienced: true, since: '2023-05-15', isMember: true, isLeader: false, isCustodian: false })
    expect(await rowOf(at.tam)).toMatchObject({ since: '2024-01-10', until: '2024-09-10', isMember: false })
  })

  it('has the members and the leader of another day, and tells nothing of what came later', async () => {
    expect(await rowOf(at.tam, { asOf: '2024-01-09' })).toBeUndefined()
    expect(await rowOf(at.tam, { asOf: '2024-09-09' })).toEqual(expect.objectContaining({ isMember: true }))
    expect(await rowOf(at.tam, { asOf: '2024-09-09' })).not.toHaveProperty('until')
    expect((await rosterAt({ asOf: '2024-03-09' }))?.leaderHouseholdId).toBe(at.sinh)
    expect((await rosterAt({ asOf: '2024-03-10' }))?.leaderHouseholdId).toBe(at.lan)
  })

  it('has the rules that were agreed by the day, and who keeps the pool', async () => {
    expect((await rosterAt({ asOf: '2023-05-19' }))?.rules).toBeUndefined()
    expect((await rosterAt())?.rules).toMatchObject({ agreedOn: '2023-05-20', recoveryPercent: 30, scheduleMonths: 24, custodianHouseholdId: at.lan })
    expect(await rowOf(at.lan)).toMatchObject({ isLeader: true, isCustodian: true })
  })

  it('has the projects of the group as they stood on the day', async () => {
    const stagesOn = async (asOf: string) => (await rosterAt({ asOf }))?.projects.map(({ stageNow }) => stageNow).sort()
    expect(await stagesOn('2023-05-31')).toEqual([])
    expect(await stagesOn('2023-06-01')).toEqual(['proposed', 'proposed', 'proposed'])
    expect(await stagesOn('2023-10-30')).toEqual(['approved', 'approved', 'rejected'])
  })

  it('knows only what had been recorded by then, and nothing of a group that never was', async () => {
    const formed = at.scenario.events.findIndex(({ type }) => type === 'group-formed') + 1
    expect((await rosterAt({ knownAt: formed }))?.projects).toEqual([])
    expect(await rosterAt({ knownAt: formed - 1 })).toBeUndefined()
    expect(await rosterAt({ groupId: at.sinh })).toBeUndefined()
  })
})
