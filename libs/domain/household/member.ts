/** How a member stands to the head of the household. */
export const relations = ['head', 'spouse', 'child', 'parent', 'other'] as const
export type Relation = (typeof relations)[number]

export const genders = ['male', 'female'] as const
export type Gender = (typeof genders)[number]
