/** Kinds of area by which State shares and recovery rates differ (Decree 27/2022, Decree 38/2023). */
export const areaKinds = ['especially-difficult', 'difficult', 'other'] as const
export type AreaKind = (typeof areaKinds)[number]
