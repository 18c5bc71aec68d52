import {
  animalHandedOver, contributionReceived, contributionReversed, goodsHandedOver, moneyHandedOver, obligationCreated, recoveryReceived, supportPassedOn,
} from '#domain'
import { withAnimals, type Herd } from '#domain/support/species'
import { isOf, type FactLine } from './fact-lines.js'

/**
 * Running totals, in ledgers that are never added to each other: what the household benefited (value in đồng, by whom
 * it was given), which animals changed hands, what it put in, and what it owes, in đồng and in animals apart.
 */
export interface Ledgers {
  readonly benefit: { readonly moneyDong: number; readonly animalsDong: number; readonly goodsDong: number; readonly passedOnDong: number; readonly totalDong: number }
  readonly assets: { readonly handedOver: Herd; readonly givenBack: Herd; readonly passedOn: Herd }
  readonly contributed: { readonly cashDong: number; readonly goodsDong: number; readonly labourDong: number; readonly labourHalfDays: number; readonly totalDong: number }
  readonly owed: Debt
  readonly recovered: Debt
  readonly outstanding: Debt
}

/** In its own unit: đồng, or animals by species. */
export interface Debt {
  readonly dong: number
  readonly animals: Herd
}

type Sparse<Part> = { readonly [Name in keyof Part]?: Part[Name] extends number ? number : Sparse<Part[Name]> }

/** The ledgers without what is zero: of many lines most of it is. */
export const withoutZeros = (ledgers: Ledgers): Sparse<Ledgers> => sparse(ledgers as unknown as Record<string, unknown>) ?? {}

const sparse = (part: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined => {
  let kept: Record<string, unknown> | undefined
  for (const name of Object.keys(part)) {
    const value = part[name]
    const left = typeof value === 'object' && value !== null ? sparse(value as Record<string, unknown>) : value
    if (left !== undefined && left !== 0) (kept ??= {})[name] = left
  }
  return kept
}

export const noDebt: Debt = { dong: 0, animals: {} }

export const emptyLedgers: Ledgers = {
  benefit: { moneyDong: 0, animalsDong: 0, goodsDong: 0, passedOnDong: 0, totalDong: 0 },
  assets: { handedOver: {}, givenBack: {}, passedOn: {} },
  contributed: { cashDong: 0, goodsDong: 0, labourDong: 0, labourHalfDays: 0, totalDong: 0 },
  owed: noDebt,
  recovered: noDebt,
  outstanding: noDebt,
}

/** The ledgers after one more fact; an annulled one adds nothing. */
export const withLine = (ledgers: Ledgers, line: FactLine): Ledgers => {
  if (line.isAnnulled) return ledgers
  if (isOf(moneyHandedOver, line)) return withBenefit(ledgers, { moneyDong: line.data.amountDong })
  if (isOf(animalHandedOver, line)) return withAsset(withBenefit(ledgers, { animalsDong: line.data.valueDong }), 'handedOver', line.data.species, 1)
  if (isOf(goodsHandedOver, line)) return withBenefit(ledgers, { goodsDong: line.data.valueDong })
  if (isOf(contributionReceived, line)) return withContribution(ledgers, line.data.contribution, 1)
  if (isOf(contributionReversed, line)) return withContribution(ledgers, line.data.contribution, -1)
  if (isOf(obligationCreated, line)) return withDebts({ ...ledgers, owed: plus(ledgers.owed, line.data.owed) })
  if (isOf(recoveryReceived, line)) {
    const { recovered } = line.data
    const next = withDebts({ ...ledgers, recovered: plus(ledgers.recovered, recovered) })
    return recovered.unit === 'dong' ? next : withAsset(next, 'givenBack', recovered.species, recovered.count)
  }
  if (isOf(supportPassedOn, line)) {
    const { passedOn } = line.data
    if (passedOn.unit === 'dong') return withBenefit(ledgers, { passedOnDong: passedOn.amountDong })
    return withAsset(withBenefit(ledgers, { passedOnDong: passedOn.valueDong }), 'passedOn', passedOn.species, 1)
  }
  return ledgers
}

export const ledgersOf = (lines: readonly FactLine[]): Ledgers => lines.reduce(withLine, emptyLedgers)

const withBenefit = (ledgers: Ledgers, added: Partial<Record<'moneyDong' | 'animalsDong' | 'goodsDong' | 'passedOnDong', number>>): Ledgers => {
  const { moneyDong = 0, animalsDong = 0, goodsDong = 0, passedOnDong = 0 } = added
  const before = ledgers.benefit
  return {
    ...ledgers,
    benefit: {
      moneyDong: before.moneyDong + moneyDong,
      animalsDong: before.animalsDong + animalsDong,
      goodsDong: before.goodsDong + goodsDong,
      passedOnDong: before.passedOnDong + passedOnDong,
      totalDong: before.totalDong + moneyDong + animalsDong + goodsDong + passedOnDong,
    },
  }
}

const withAsset = (ledgers: Ledgers, kind: keyof Ledgers['assets'], species: keyof Herd, count: number): Ledgers =>
  ({ ...ledgers, assets: { ...ledgers.assets, [kind]: withAnimals(ledgers.assets[kind], species, count) } })

const withContribution = (ledgers: Ledgers, given: { kind: 'cash' | 'goods' | 'labour'; amountDong: number; halfDays?: number }, sign: 1 | -1): Ledgers => {
  const before = ledgers.contributed
  const field = `${given.kind}Dong` as const
  return {
    ...ledgers,
    contributed: {
      ...before,
      [field]: before[field] + sign * given.amountDong,
      labourHalfDays: before.labourHalfDays + sign * (given.halfDays ?? 0),
      totalDong: before.totalDong + sign * given.amountDong,
    },
  }
}

export type Quantity = { readonly unit: 'dong'; readonly amountDong: number } | { readonly unit: 'animals'; readonly species: keyof Herd; readonly count: number }

/** Đồng to đồng, animals to animals of their species. */
export const plus = (debt: Debt, quantity: Quantity): Debt =>
  quantity.unit === 'dong' ? { ...debt, dong: debt.dong + quantity.amountDong } : { ...debt, animals: withAnimals(debt.animals, quantity.species, quantity.count) }

const withDebts = (ledgers: Ledgers): Ledgers => {
  const { owed, recovered } = ledgers
  const kinds = [...new Set([...Object.keys(owed.animals), ...Object.keys(recovered.animals)])] as (keyof Herd)[]
  const animals = Object.fromEntries(kinds.map((species) => [species, (owed.animals[species] ?? 0) - (recovered.animals[species] ?? 0)]))
  return { ...ledgers, outstanding: { dong: owed.dong - recovered.dong, animals } }
}
