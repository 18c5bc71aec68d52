import type { Recorded } from '../submission.js'
import { classifyHousehold, commune, formGroup, openProgramme, paper, publishRuleSet, registerCommune, registerHouseholdOf, registerUnit } from '../../domain/testing/examples.js'
import { commandIdOf } from './two-processes.js'

/** Sends a command by name; the key makes its commandId. */
export type Send = (name: string, fields: object, commandId: string) => Promise<Recorded>

export interface World {
  readonly programmeId: string
  readonly groupId: string
  readonly allocationId: string
  readonly householdIds: readonly string[]
}

const idIn = ({ events: [event] }: Recorded): string => (event?.subject ?? '').split(':')[1] ?? ''

/** A programme with its rules, a commune, households in a group, and one allocation. */
export const layWorld = async (send: Send, { allocationDong, households = 3 }: { allocationDong: number; households?: number }): Promise<World> => {
  const sent = (command: { name: string; fields: object }, key: string) => send(command.name, command.fields, commandIdOf(key))
  const programmeId = idIn(await sent(openProgramme(), 'programme'))
  await sent(publishRuleSet(programmeId), 'rules')
  await sent(registerUnit(), 'province')
  await sent(registerCommune(), 'commune')
  const { householdIds, groupId } = await layGroup(send, { programmeId, allocationId: '' }, { households, key: '0' })
  const fundingLines = [{ component: 'DA3-TDA1', source: 'central', budgetYear: 2023, amountDong: allocationDong }]
  const assigned = { occurredOn: '2023-02-10', paper: paper('312/QĐ-UBND', '2023-02-10'), programmeId, unit: commune, budgetYear: 2023, fundingLines }
  const allocationId = idIn(await send('assign-capital', assigned, commandIdOf('allocation')))
  return { programmeId, groupId, allocationId, householdIds }
}

/** Households of a commune in a group of their own. */
export const layGroup = async (send: Send, { programmeId, allocationId }: Pick<World, 'programmeId' | 'allocationId'>, { households, key }: { households: number; key: string }): Promise<World> => {
  const sent = (command: { name: string; fields: object }, name: string) => send(command.name, command.fields, commandIdOf(`${name}-${key}`))
  const householdIds = await Promise.all(Array.from({ length: households }, async (_, index) => {
    const number = `0001${key.padStart(4, '0')}${String(index).padStart(4, '0')}`
    const householdId = idIn(await sent(registerHouseholdOf(number, { paper: paper(`BC-${number}`, '2022-12-20') }), `household-${index}`))
    await sent(classifyHousehold(householdId, { paper: paper(`PL-${number}`, '2022-12-25') }), `class-${index}`)
    return householdId
  }))
  const groupId = idIn(await sent(formGroup(householdIds, { paper: paper(`BB-${key}`, '2023-05-15') }), 'group'))
  return { programmeId, groupId, allocationId, householdIds }
}

/** Proposes a project of the world's group; its id. */
export const propose = async (send: Send, { programmeId, groupId }: World, key: string): Promise<string> =>
  idIn(await send('propose-project', {
    occurredOn: '2023-06-01', paper: paper(`TTr-${key}`, '2023-06-01'), programmeId, groupId, name: `Chăn nuôi bò ${key}`, mode: 'community', kind: 'livestock', unit: commune, proposedCostDong: 20_000_000,
  }, commandIdOf(`propose-${key}`)))

/** An approval of a project that takes this much of the world's allocation. */
export const approvalOf = ({ allocationId, householdIds }: World, projectId: string, amountDong: number) => ({
  occurredOn: '2023-10-30', paper: paper(`QĐ-${projectId}`, '2023-10-30'), projectId,
  budget: [{ allocationId, fundingLines: [{ component: 'DA3-TDA1', source: 'central', budgetYear: 2023, amountDong }] }],
  counterpart: { cashDong: amountDong, goodsDong: amountDong, labourHalfDays: 20, labourDayPriceDong: 200_000 },
  beneficiaries: householdIds.slice(0, 2).map((householdId) => ({ householdId, supportDong: Math.floor(amountDong / 2) })),
})
