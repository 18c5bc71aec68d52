import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sleep } from '#platform'
import type { ViewsPlace } from './views-place.js'

const program = fileURLToPath(new URL('projecting-process.js', import.meta.url))

/** A process that projects into a place's views, or waits to. */
export class ProjectingChild {
  /** By its own last word. */
  isLeading = false
  private constructor(readonly child: ChildProcess) {}

  static async start({ words }: ViewsPlace): Promise<ProjectingChild> {
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
    const started = new ProjectingChild(child)
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      started.isLeading = line === 'leading'
    })
    await once(lines, 'line')
    return started
  }

  /** Ends, freezes or wakes this process of ours. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  async kill(): Promise<void> {
    const exited = once(this.child, 'exit')
    this.signal('SIGKILL')
    await exited
    this.isLeading = false
  }
}

export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!await isSo()) await sleep(5)
}

/** Whether it comes true within the time. */
export const comesTrueWithin = async (timeoutMs: number, isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    if (await isSo()) return true
    await sleep(5)
  }
  return false
}
