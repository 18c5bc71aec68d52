import { randomUUID } from 'node:crypto'
import { moneyHandedOver } from '#domain'
import type { Commit, NewEvent } from '#event-log'

/** Handovers of money, each to a household drawn at random, as an import of several years would have them. */
export const handoversTo = (households: number): (() => NewEvent) => {
  const householdIds = Array.from({ length: households }, () => randomUUID())
  const projectIds = Array.from({ length: Math.ceil(households / 20) }, () => randomUUID())
  return () => handoverOf(drawn(projectIds), drawn(householdIds))
}

export const importCommit = (events: readonly NewEvent[]): Commit => {
  const commandId = randomUUID()
  return { commandId, fingerprint: commandId, events, actor: { id: randomUUID(), role: 'officer' }, entrySource: 'import', correlationId: commandId }
}

export const handoverOf = (projectId: string, householdId: string): NewEvent => {
  const day = `2024-${String(1 + Math.floor(Math.random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(Math.random() * 28)).padStart(2, '0')}`
  const { data, ...event } = moneyHandedOver({
    handoverId: randomUUID(), projectId, householdId, amountDong: 1_000_000,
    fundingLines: [
      { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'central', budgetYear: 2024, amountDong: 900_000 },
      { programme: 'NTP-PR', component: 'DA3-TDA1', source: 'provincial', budgetYear: 2024, amountDong: 100_000 },
    ],
  }, { occurredOn: day, unit: { codeSet: 'vn-2025', code: '05551' }, paper: { number: '15/BB-BG', date: day, issuer: 'UBND xã Văn Hán', signer: 'Hoàng Minh Khuê' }, ruleSetId: randomUUID() })
  return { ...event, data: { ...data } }
}

const drawn = <Each>(list: readonly Each[]): Each => list[Math.floor(Math.random() * list.length)] as Each
