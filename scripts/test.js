import { build } from './build.js'
import { runNode } from './run-node.js'

// Jest reads ESM through Node's VM modules, which Node calls experimental in every one of its processes.
const nodeOptions = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const words = process.argv.slice(2)
const jest = (extra) => runNode(...nodeOptions, 'node_modules/jest/bin/jest.js', ...extra)

/** Where each server of the tests is told; the variable that a person sets is taken away: most tests are of the embedded default. */
const given = (name, forTests) => {
  const value = process.env[name]
  delete process.env[name]
  if (value !== undefined) process.env[forTests] = value
  return value
}

/** With `--servers` on a real replica set and a real broker that are fetched and started for the run; where MONGODB_URI or KAFKA_BROKERS is set, on that one. */
const test = async () => {
  const [mongodb, kafka] = [given('MONGODB_URI', 'SINHKE_TEST_MONGODB_URI'), given('KAFKA_BROKERS', 'SINHKE_TEST_KAFKA_BROKERS')]
  if (!words.includes('--servers')) return jest(words)
  const servers = await startServers({ isMongodbMissing: mongodb === undefined, isKafkaMissing: kafka === undefined })
  try {
    return await jest(words.filter((word) => word !== '--servers'))
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

const startServers = async ({ isMongodbMissing, isKafkaMissing }) => {
  const { getMongodProgram } = await import('../dist/test/servers/mongod-program.js')
  const { getKafkaLibs } = await import('../dist/test/servers/kafka-libs.js')
  process.env.MONGOD = await getMongodProgram()
  process.env.KAFKA_LIBS = await getKafkaLibs()
  const servers = []
  if (isMongodbMissing) {
    const { startReplicaSet } = await import('../dist/test/servers/replica-set.js')
    servers.push(await startReplicaSet())
    process.env.SINHKE_TEST_MONGODB_URI = servers.at(-1).uri
  }
  if (isKafkaMissing) {
    const { startKafka } = await import('../dist/test/servers/kafka.js')
    servers.push(await startKafka())
    process.env.SINHKE_TEST_KAFKA_BROKERS = servers.at(-1).brokers
  }
  return servers
}

const built = await build()
process.exitCode = built === 0 ? await test() : built
