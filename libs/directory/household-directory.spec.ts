import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { commandIdOf, openProcess, type Process } from '../commands/testing/two-processes.js'
import { addHouseholdMember, changeHouseholdHead, classifyHousehold, correctEvent, paper, registerCommune, registerHousehold, registerHouseholdOf, registerUnit, removeHouseholdMember } from '../domain/testing/examples.js'
import type { ScenarioCommand } from '../domain/testing/scenario.js'
import { HouseholdDirectory } from './household-directory.js'

describe('the household directory', () => {
  let folder: string
  let process: Process
  let directory: HouseholdDirectory
  let householdId: string
  let commands = 0

  const record = async ({ name, fields }: ScenarioCommand) => {
    const { events: [event] } = await process.run(name, fields, commandIdOf(`directory-${commands++}`))
    return { eventId: event?.eventId ?? '', subjectId: event?.subject.split(':')[1] ?? '' }
  }
  const personIdOf = async (citizenNumber: string) => (await process.vault.findPersonId(citizenNumber)) ?? ''
  const found = async (q: string) => {
    await directory.catchUp()
    return (await process.vault.names.find({ q, limit: 10 })).households.map(({ householdId: id, headName, matched }) => ({ id, headName, matched: matched.map(({ name }) => name) }))
  }
  /** Who is found is the same for one that follows and one that begins anew. */
  const foundAnew = async (q: string) => {
    const before = await found(q)
    await process.vault.names.clear(await process.log.incarnation(), { incarnation: await process.vault.names.incarnation(), checkpoint: await process.vault.names.checkpoint() })
    directory = new HouseholdDirectory(process.log, process.vault, process.vault.names)
    expect(await found(q)).toEqual(before)
    return before
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'directory-'))
    process = await openProcess(folder)
    directory = new HouseholdDirectory(process.log, process.vault, process.vault.names)
    await record(registerUnit())
    await record(registerCommune())
    householdId = (await record(registerHousehold())).subjectId
    await directory.catchUp()
  })
  afterEach(async () => {
    await process.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('finds who joined, and those who were there', async () => {
    await record(addHouseholdMember(householdId))
    expect(await found('ban van tien')).toEqual([{ id: householdId, headName: 'Triệu Thị Sính', matched: ['Bàn Văn Tiến'] }])
    expect((await foundAnew('trieu')).map(({ matched }) => matched)).toEqual([['Triệu Thị Sính', 'Triệu Văn Nam']])
  })

  it('finds who moved where it lives now, and the household by its new head', async () => {
    const otherId = (await record(registerHouseholdOf('019185000999'))).subjectId
    await record(addHouseholdMember(householdId))
    await record(changeHouseholdHead(householdId, await personIdOf('019083000456')))
    await record(removeHouseholdMember(householdId, await personIdOf('019185000123')))
    await record(addHouseholdMember(otherId, { occurredOn: '2024-07-01', paper: paper('45/GKS'), member: { relation: 'other', name: 'Triệu Thị Sính', citizenNumber: '019185000123' } }))
    expect((await found('trieu thi sinh')).map(({ id, matched }) => [id, matched.length])).toEqual([[otherId, 2]])
    expect(await foundAnew('tien')).toEqual([{ id: householdId, headName: 'Bàn Văn Tiến', matched: ['Bàn Văn Tiến'] }])
  })

  it('finds a household by a member who died: its history is theirs too', async () => {
    await record(addHouseholdMember(householdId))
    await record(removeHouseholdMember(householdId, await personIdOf('019083000456'), { reason: 'died' }))
    expect((await foundAnew('ban van tien')).map(({ id }) => id)).toEqual([householdId])
  })

  it('follows corrections of who joined and left', async () => {
    const joined = await record(addHouseholdMember(householdId))
    const left = await record(removeHouseholdMember(householdId, await personIdOf('019083000456')))
    expect(await found('ban van tien')).toEqual([])
    await record(correctEvent(left.eventId))
    expect(await foundAnew('ban van tien')).toHaveLength(1)
    await record(correctEvent(joined.eventId, undefined, { paper: paper('03/KL-TTr', '2024-05-06') }))
    expect(await foundAnew('ban van tien')).toEqual([])
  })

  it('loses nobody by what is recorded or corrected of a household beside its members', async () => {
    await record(addHouseholdMember(householdId))
    const classified = await record(classifyHousehold(householdId))
    await found('tien')
    await record(correctEvent(classified.eventId))
    expect(await foundAnew('tien')).toHaveLength(1)
    expect(await found('sinh')).toHaveLength(1)
  })

  it('never brings back who was forgotten, whatever is recorded of the household after it', async () => {
    await record(addHouseholdMember(householdId))
    await found('tien')
    const personId = await personIdOf('019083000456')
    await process.vault.forget(`person:${personId}`)
    expect(await found('ban van tien')).toEqual([])
    await record(addHouseholdMember(householdId, { paper: paper('46/GKS'), member: { relation: 'child', name: 'Bàn Gia Hân' } }))
    expect(await foundAnew('ban van tien')).toEqual([])
    expect(await found('ban gia han')).toHaveLength(1)
  })
})
