import { execFile } from 'node:child_process'
import { access, mkdtemp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../project.js'

const run = promisify(execFile)

const folder = join(projectFolder, 'test/consumer')
const kept = join(projectFolder, '.servers', 'consumer')

/** What the consumer in Python found on a topic. */
export interface Findings {
  readonly events: number
  readonly keys: number
  readonly types: number
  readonly partitions: number
  readonly lastPosition: number
  readonly problemCount: number
  readonly problems: readonly string[]
}

/** Reads a topic by consumer.py, which knows of us only the published schemas. */
export const readByPython = async (brokers: string, topic: string): Promise<Findings> => {
  const words = [join(folder, 'consumer.py'), '--brokers', brokers, '--topic', topic, '--schemas', join(projectFolder, 'contracts/schemas')]
  const env = { ...process.env, PYTHONPATH: await getPackages(), PYTHONUNBUFFERED: '1' }
  const { stdout } = await run('python3', words, { env, maxBuffer: 16_777_216 }).catch((error: unknown) => {
    // It ends with 1 where it found problems, and has told them.
    if (typeof error === 'object' && error !== null && 'stdout' in error && String(error.stdout).includes('"problemCount"')) return { stdout: String(error.stdout) }
    throw error
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Findings
}

/** The packages of requirements.txt, kept in .servers, fetched at the first time; under the versions' own name, so that others are fetched anew. */
const getPackages = async (): Promise<string> => {
  const requirements = join(folder, 'requirements.txt')
  const versions = (await readFile(requirements, 'utf8')).trim().replace(/[^\w.]+/g, '-')
  const place = join(kept, versions)
  if (await access(place).then(() => true, () => false)) return place
  await mkdir(dirname(place), { recursive: true })
  // Fetched beside its place and moved there, so that one that is being fetched twice is never used by halves.
  const beside = await mkdtemp(`${place}.`)
  try {
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--root-user-action=ignore', '--target', join(beside, 'packages'), '--requirement', requirements])
    await rename(join(beside, 'packages'), place)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
  return place
}
