import { isDay, type Day } from '#domain'
import type { KnownAt } from '#read-models'
import { OperatorError } from './explain.js'

export interface MomentOptions {
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** `--as-of` and `--known-at` as a query takes them. Throws `OperatorError`. */
export const momentOf = ({ asOf, knownAt }: MomentOptions): { readonly asOf?: Day; readonly knownAt?: KnownAt } => ({
  ...(asOf === undefined ? {} : { asOf: dayOf(asOf) ?? wrong('--as-of', asOf, 'ngày dd/MM/yyyy', 'a day, dd/MM/yyyy or YYYY-MM-DD') }),
  ...(knownAt === undefined ? {} : { knownAt: knownAtOf(knownAt) ?? wrong('--known-at', knownAt, 'ngày, thời điểm ISO 8601 hoặc vị trí trong sổ', 'a day, an ISO 8601 instant or a position') }),
})

const knownAtOf = (text: string): KnownAt | undefined => {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  const day = dayOf(text)
  if (day !== undefined) return day
  const hasZone = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text)
  return hasZone && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined
}

export const dayOf = (text: string): Day | undefined => {
  const [, date = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const day = year === '' ? text : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(day) ? day : undefined
}

const wrong = (option: string, text: string, vi: string, en: string): never => {
  throw new OperatorError({ vi: `${option} phải là ${vi}, không phải "${text}".`, en: `${option} must be ${en}, not "${text}".` })
}
