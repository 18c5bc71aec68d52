import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from '@jest/globals'
import { projectFolder } from './project.js'

/** What a server says that can't start: one line, without a stack, and exit code 1. */
export const startError = async (app: 'api' | 'worker', variables: Readonly<Record<string, string>>): Promise<string> => {
  const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], PORT: '0', WORKER_PORT: '0', ...variables }
  const child = spawn(process.execPath, [`dist/apps/${app}/main.js`], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child, 'close')
  expect({ said, code: child.exitCode, lines: said.trim().split('\n').length }).toEqual({ said, code: 1, lines: 1 })
  return said.trim()
}
