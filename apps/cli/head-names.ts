import { dayAt } from '#domain'
import { getHouseholdHistory } from '#read-models'
import type { Runtime } from '#runtime'

/** The heads' names, opened, by household id. */
export const headNamesOf = async (runtime: Runtime, householdIds: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const today = dayAt(new Date().toISOString())
  const registered = await Promise.all(householdIds.map(async (householdId) => [householdId, (await getHouseholdHistory({ householdId, today }, runtime.reader))?.household] as const))
  const opened = await runtime.vault.open(registered)
  return new Map(opened.map(([householdId, household]) => {
    const identity = household?.members.find(({ relation }) => relation === 'head')?.identity
    return [householdId, typeof identity === 'object' && 'name' in identity ? identity.name : '—']
  }))
}
