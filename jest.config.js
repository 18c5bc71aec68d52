import { leftOut } from './scripts/left-out.js'

// Tests run on the compiled output, the same code that is shipped; `npm test` builds it first.
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/dist'],
  testMatch: ['**/*.spec.js'],
  testPathIgnorePatterns: leftOut.map(({ pattern }) => pattern),
  transform: {},
  testTimeout: 60_000,
  // Suites that start processes wait most of their time; Jest by itself would leave a core to them alone.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/scripts/closing-line-reporter.js'],
}
