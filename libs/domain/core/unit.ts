import type { UnitRef } from '#event-log'

/** The tag of a unit: its code set and code, since codes are used again after mergers. */
export const unitTag = ({ codeSet, code }: UnitRef): string => `unit:${codeSet}/${code}`
