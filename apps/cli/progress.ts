import { SingleBar } from 'cli-progress'

export interface Progress {
  readonly at: (value: number) => void
  readonly stop: () => void
}

/** A bar on the terminal for what takes longer than a second; nothing where no terminal reads it. */
export const progressBar = (label: string, total: number): Progress => {
  if (!process.stderr.isTTY || !process.stdout.isTTY) return { at: () => undefined, stop: () => undefined }
  const bar = new SingleBar({ format: `${label} [{bar}] {percentage}% {eta_formatted}`, stream: process.stderr, hideCursor: true, clearOnComplete: true, barCompleteChar: '█', barIncompleteChar: '░' })
  const startAt = performance.now() + 1_000
  return {
    at(value) {
      if (!bar.isActive && performance.now() > startAt) bar.start(total, value)
      if (bar.isActive) bar.update(value)
    },
    stop: () => bar.stop(),
  }
}
