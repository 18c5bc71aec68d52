import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../project.js'
import { getKafkaLibs } from './kafka-libs.js'

const run = promisify(execFile)

const tools = 'org.apache.kafka:kafka-tools:4.1.0'
const kept = join(projectFolder, '.servers', 'kafka-tools')

/** Puts `kafka-console-consumer.sh` into a folder, as Kafka's own archive has it: the same class, by the jars that the broker runs on. */
export const withConsoleConsumer = async (folder: string): Promise<void> => {
  if (!(await access(kept).then(() => true, () => false))) await fetchTools()
  const words = ['java', '-cp', `"${join(await getKafkaLibs(), '*')}:${join(kept, '*')}"`, 'org.apache.kafka.tools.consumer.ConsoleConsumer', '"$@"']
  await writeFile(join(folder, 'kafka-console-consumer.sh'), `#!/bin/sh\nexec ${words.join(' ')}\n`, { mode: 0o755 })
}

const fetchTools = async (): Promise<void> => {
  await mkdir(dirname(kept), { recursive: true })
  // Fetched beside its place and moved there, so that one that is being fetched twice is never used by halves.
  const beside = await mkdtemp(`${kept}.`)
  try {
    await run('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${tools}`, `-DoutputDirectory=${join(beside, 'jars')}`], { cwd: beside })
    await rename(join(beside, 'jars'), kept)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}
