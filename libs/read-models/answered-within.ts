import { ViewsUnavailable } from './view-store.js'

/** Waits for an answer at most so long, and then throws `ViewsUnavailable`. The work itself may still come to an end. */
export const answeredWithin = async <Result>(timeoutMs: number, work: () => Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined
  const ending = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ViewsUnavailable(`the views did not answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work(), ending])
  } finally {
    clearTimeout(timer)
  }
}
