import { build } from './build.js'
import { runNode } from './run-node.js'

// Jest reads ESM through Node's VM modules, which Node calls experimental in every one of its processes.
const nodeOptions = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const words = process.argv.slice(2)
const jest = (extra) => runNode(...nodeOptions, 'node_modules/jest/bin/jest.js', ...extra)

/**
 * With `--servers` on a real replica set that is fetched and started for the run; where MONGODB_URI is set, on that one.
 * The variable itself is taken away: most tests are of the embedded default.
 */
const test = async () => {
  const given = process.env.MONGODB_URI
  delete process.env.MONGODB_URI
  if (!words.includes('--servers')) {
    if (given !== undefined) process.env.SINHKE_TEST_MONGODB_URI = given
    return jest(words)
  }
  const { getMongodProgram } = await import('../dist/test/servers/mongod-program.js')
  process.env.MONGOD = await getMongodProgram()
  const { startReplicaSet } = await import('../dist/test/servers/replica-set.js')
  const set = given === undefined ? await startReplicaSet() : undefined
  process.env.SINHKE_TEST_MONGODB_URI = given ?? set.uri
  try {
    return await jest(words.filter((word) => word !== '--servers'))
  } finally {
    await set?.stop()
  }
}

const built = await build()
process.exitCode = built === 0 ? await test() : built
