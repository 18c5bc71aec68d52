import { availableParallelism } from 'node:os'
import { InvalidArgumentError } from 'commander'
import { dayAt } from '#domain'

/** An option's number. */
export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('một số nguyên / a whole number')
  return Number(text)
}

/** When and where a report came about. */
export const thisRun = (): { readonly day: string; readonly machine: string } => ({ day: dayAt(new Date().toISOString()), machine: `${availableParallelism()} CPU, Node ${process.version}` })
