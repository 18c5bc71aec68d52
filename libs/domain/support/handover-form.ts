/** In what support is handed over, or refused. */
export const handoverForms = ['money', 'animal', 'goods'] as const
export type HandoverForm = (typeof handoverForms)[number]
