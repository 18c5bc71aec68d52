/** Gives work a signal that aborts it after a while; a timer that outlives it would cost as much as the work. */
export async function bounded<Result>(timeoutMs: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    return await work(ending.signal)
  } finally {
    clearTimeout(timer)
  }
}
