import type { Bilingual } from '../core/language.js'

/** How a member stands to the head of the household. */
export const relations = ['head', 'spouse', 'child', 'parent', 'other'] as const
export type Relation = (typeof relations)[number]

export const genders = ['male', 'female'] as const
export type Gender = (typeof genders)[number]

const names: Readonly<Record<Relation, Bilingual>> = {
  head: { vi: 'chủ hộ', en: 'head' },
  spouse: { vi: 'vợ hoặc chồng', en: 'spouse' },
  child: { vi: 'con', en: 'child' },
  parent: { vi: 'cha hoặc mẹ', en: 'parent' },
  other: { vi: 'quan hệ khác', en: 'other relation' },
}

export const relationName = (relation: Relation): Bilingual => names[relation]
