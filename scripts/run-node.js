import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a Node program in the project's folder and answers its exit code. Without a shell, so that it is the same on Windows. */
export const runNode = async (...words) => {
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code ?? 1
}
