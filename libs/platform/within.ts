/** No answer came in time. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/**
 * Waits for work at most so long; then aborts its signal and throws what `late` makes, at once, whether the work heeds the
 * signal or not. So the work may still have its effect afterwards. Its timer doesn't outlive it.
 */
export const within = async <Result>(timeoutMs: number, work: (signal: AbortSignal) => Promise<Result>, late: () => Error = () => noAnswer(timeoutMs)): Promise<Result> => {
  const givenUp = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const ending = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = late()
      reject(error)
      givenUp.abort(error)
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(givenUp.signal), ending])
  } finally {
    clearTimeout(timer)
  }
}

const noAnswer = (timeoutMs: number): NoAnswer => new NoAnswer(`no answer within ${Math.round(timeoutMs)} ms`)
