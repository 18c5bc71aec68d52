import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../project.js'

const run = promisify(execFile)

const broker = { groupId: 'org.apache.kafka', artifactId: 'kafka_2.13', version: '4.1.0' } as const
const kept = join(projectFolder, '.servers', 'kafka-libs')

/** The folder with a broker's jars: `KAFKA_LIBS` where it is set, else one kept in .servers, fetched at the first time; 43 MB. */
export const getKafkaLibs = async (): Promise<string> => {
  if (process.env.KAFKA_LIBS !== undefined) return process.env.KAFKA_LIBS
  await demand('java', ['-version'])
  if (!(await exists(kept))) await fetchLibs()
  return kept
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false)

/** Says what to install where a program is missing. */
const demand = (program: 'java' | 'mvn', words: readonly string[]): Promise<unknown> =>
  run(program, words).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    throw new Error(`Kafka thật để kiểm thử cần Java 17 và Maven, máy này chưa có ${program}; trên Debian: apt-get install openjdk-17-jre-headless maven. / A real Kafka for tests needs Java 17 and Maven, and there is no ${program} here; on Debian: apt-get install openjdk-17-jre-headless maven.`)
  })

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>vn.sinhke</groupId><artifactId>test-servers</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>${broker.groupId}</groupId><artifactId>${broker.artifactId}</artifactId><version>${broker.version}</version></dependency>
  </dependencies>
</project>
`

const fetchLibs = async (): Promise<void> => {
  await demand('mvn', ['-version'])
  await mkdir(dirname(kept), { recursive: true })
  // Fetched beside its place and moved there, so that one that is being fetched twice is never run by halves.
  const beside = await mkdtemp(`${kept}.`)
  try {
    await writeFile(join(beside, 'pom.xml'), pom)
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(beside, 'libs')}`], { cwd: beside })
    await rename(join(beside, 'libs'), kept).catch(async (error: unknown) => {
      // Somebody else was faster.
      if (!(await exists(kept))) throw error
    })
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}
