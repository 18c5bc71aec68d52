import { describe, expect, it } from '@jest/globals'
import { NoAnswer, within } from './within.js'

const never = () => new Promise<never>(() => undefined)

describe('within', () => {
  it('gives what the work gives, and does not abort it', async () => {
    let signal: AbortSignal | undefined
    const answer = await within(10_000, async (given) => {
      signal = given
      return 7
    })
    expect(answer).toBe(7)
    expect(signal?.aborted).toBe(false)
  })

  it('throws what the work throws', async () => {
    const trouble = new Error('of its own')
    await expect(within(10_000, () => Promise.reject(trouble))).rejects.toBe(trouble)
  })

  it('ends also where the work does not heed the signal, with the error that it aborts with', async () => {
    let signal: AbortSignal | undefined
    const late = new Error('too late')
    const waiting = within(5, (given) => {
      signal = given
      return never()
    }, () => late)
    await expect(waiting).rejects.toBe(late)
    expect(signal?.reason).toBe(late)
  })

  it('says by itself how long it has waited', async () => {
    const waiting = within(5.4, never)
    await expect(waiting).rejects.toThrow(NoAnswer)
    await expect(waiting).rejects.toThrow('no answer within 5 ms')
  })

  it('leaves nobody to handle what the work throws after it was given up', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)
    const heeding = (signal: AbortSignal) => new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    await expect(within(5, heeding, () => new Error('too late'))).rejects.toThrow('too late')
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
})
