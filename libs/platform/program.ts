import { ConfigurationError } from './configuration-error.js'
import { systemWords } from './system-words.js'

/** Runs a server's `main`; what it can't start with is told in one line of both languages, a bug with its stack. */
export const runProgram = (main: () => Promise<void>): void => {
  main().catch((error: unknown) => {
    console.error(startFailure(error) ?? error)
    // What was opened by then may keep the process.
    process.exit(1)
  })
}

const startFailure = (error: unknown): string | undefined => {
  const words = error instanceof ConfigurationError ? error.words : systemWords(error)
  return words && `${words.vi} / ${words.en}`
}

interface Listener {
  useLogger(levels: false | ('error' | 'warn')[]): void
  listen(port: number, host: string): Promise<unknown>
}

/** Nest tells a port that is taken by itself too, as an error of the program. */
export const listen = async (app: Listener, port: number, host: string): Promise<void> => {
  app.useLogger(false)
  try {
    await app.listen(port, host)
  } finally {
    app.useLogger(['error', 'warn'])
  }
}

/** Longer than a command takes, and shorter than whoever ends processes by force waits. */
const stopWithinMs = 10_000

/**
 * On SIGTERM or SIGINT stops in order and ends with exit code 0; with 1 where that takes too long or fails.
 * A second signal ends at once.
 */
export const stopOnSignal = (stop: () => Promise<void>, withinMs = stopWithinMs): void => {
  let isStopping = false
  const onSignal = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => {
      console.error(`chưa dừng xong sau ${withinMs / 1000} giây, kết thúc ngay / not stopped in ${withinMs / 1000} s, ending now`)
      process.exit(1)
    }, withinMs).unref()
    stop().then(() => process.exit(0), (error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)
}
