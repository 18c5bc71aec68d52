import type { Bilingual, Language } from '../core/language.js'

export const species = ['buffalo', 'cow', 'goat', 'pig', 'poultry', 'other'] as const
export type Species = (typeof species)[number]

/** How many animals of which species there are; a species that is left out counts none. */
export type Herd = Readonly<Partial<Record<Species, number>>>

export const withAnimals = (herd: Herd, kind: Species, count: number): Herd => ({ ...herd, [kind]: (herd[kind] ?? 0) + count })

const names: Readonly<Record<Species, { readonly vi: string; readonly one: string; readonly many: string }>> = {
  buffalo: { vi: 'trâu', one: 'buffalo', many: 'buffaloes' },
  cow: { vi: 'bò', one: 'cow', many: 'cows' },
  goat: { vi: 'dê', one: 'goat', many: 'goats' },
  pig: { vi: 'lợn', one: 'pig', many: 'pigs' },
  poultry: { vi: 'gia cầm', one: 'fowl', many: 'fowls' },
  other: { vi: 'vật nuôi khác', one: 'other animal', many: 'other animals' },
}

/** "2 con bò", "2 cows": a count of animals in words. */
export const animalsInWords = (kind: Species, count: number): Bilingual => ({
  vi: `${count} con ${names[kind].vi}`,
  en: `${count} ${count === 1 ? names[kind].one : names[kind].many}`,
})

/** Each species of a herd that has any, in words. */
export const herdInWords = (herd: Herd, language: Language): string[] =>
  species.flatMap((kind) => ((herd[kind] ?? 0) > 0 ? [animalsInWords(kind, herd[kind] ?? 0)[language]] : []))

export const speciesName = (kind: Species): Bilingual => ({ vi: names[kind].vi, en: names[kind].many })
