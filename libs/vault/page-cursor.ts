import { InvalidCursor } from './errors.js'
import { openValue, sealValue } from './seal.js'

/** A household's place in the order of answers. */
export interface Place {
  readonly sort: string
  readonly householdId: string
}

const cursorSeal = { key: 'cursor', at: 'cursor' }

/** A cursor travels in addresses and their logs, and its place knows a name: so it is sealed. */
export const closeCursor = ({ sort, householdId }: Place, bytes: Uint8Array): string =>
  sealValue({ ...cursorSeal, value: [sort, householdId] }, bytes).sealed

export const openCursor = (cursor: string, bytes: Uint8Array): Place => {
  try {
    const [sort, householdId] = openValue({ ...cursorSeal, sealed: cursor }, bytes) as [string, string]
    return { sort, householdId }
  } catch {
    throw new InvalidCursor('the cursor was not given out by this search')
  }
}
