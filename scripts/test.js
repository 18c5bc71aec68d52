import { build } from './build.js'
import { runNode } from './run-node.js'

// Jest reads ESM through Node's VM modules, which Node calls experimental in every one of its processes.
const nodeOptions = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const built = await build()
process.exitCode = built === 0 ? await runNode(...nodeOptions, 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)) : built
