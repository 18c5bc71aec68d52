import { dayAt, type Day } from '#domain'
import { getHouseholdHistory, type KnownAt } from '#read-models'
import type { Runtime } from '#runtime'

/** The names of these households' heads, today's or those of a moment, by household id; opened by the vault, "—" where there is none to tell. */
export const headNamesOf = async (runtime: Runtime, householdIds: readonly string[], moment: { readonly asOf?: Day; readonly knownAt?: KnownAt } = {}): Promise<ReadonlyMap<string, string>> => {
  const today = dayAt(new Date().toISOString())
  const found = await Promise.all(householdIds.map(async (householdId) => [householdId, (await getHouseholdHistory({ householdId, ...moment, today }, runtime.reader))?.household] as const))
  const opened = await runtime.vault.open(found)
  return new Map(opened.map(([householdId, household]) => {
    const identity = household?.members.find(({ relation }) => relation === 'head')?.identity
    return [householdId, typeof identity === 'object' && 'name' in identity ? identity.name : '—']
  }))
}
