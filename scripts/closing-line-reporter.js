import { sayLeftOut } from './left-out.js'

/** Prints, alone on the last line, how many tests passed and failed, from Jest's own result; before it what was left out. */
export default class ClosingLineReporter {
  constructor({ runTestsByPath, testPathPatterns }) {
    this.isWholeRun = !runTestsByPath && testPathPatterns.patterns.length === 0
  }

  onRunComplete(_contexts, results) {
    this.line = closingLine(results)
    const leftOut = this.isWholeRun ? sayLeftOut() : undefined
    // Jest's own summary goes to stderr in the same tick; the last line has to come after it.
    process.once('exit', () => process.stdout.write(`${leftOut === undefined ? '' : `${leftOut}\n`}${this.line}\n`))
  }
}

/** A suite that didn't run has no tests to count: it counts as one that failed. */
const closingLine = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) => {
  const skipped = numPendingTests + numTodoTests
  return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
