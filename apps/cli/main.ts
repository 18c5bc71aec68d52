import 'reflect-metadata'
import { explain } from './explain.js'
import { createProgram } from './program.js'

// A reader that has seen enough (`sinhke events | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  })
