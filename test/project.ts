import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The project's folder, from dist/test. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  readonly code: number | string | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs a Node program to its end. */
export const runNode = (words: readonly string[], cwd = projectFolder): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, words, { cwd, maxBuffer: 268_435_456 }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : (error.code ?? undefined), stdout, stderr }))
  })
