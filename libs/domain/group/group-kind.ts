import type { Bilingual } from '../core/language.js'

/** How a community that carries out a project is put together (Decree 27/2022, Article 22). */
export const groupKinds = ['household-group', 'cooperative-group', 'represented'] as const
export type GroupKind = (typeof groupKinds)[number]

const names: Readonly<Record<GroupKind, Bilingual>> = {
  'household-group': { vi: 'nhóm hộ', en: 'household group' },
  'cooperative-group': { vi: 'tổ hợp tác', en: 'cooperative group' },
  represented: { vi: 'nhóm cộng đồng có đại diện', en: 'represented community group' },
}

export const groupKindName = (kind: GroupKind): Bilingual => names[kind]
