import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { openSqlite } from '#platform'
import type { CanonicalCommit } from '../canonical-commit.js'
import { CommitStore } from './commit-store.js'

/** From the log to its writer thread. `nowMs` is given where the log was opened with a clock of its own. */
export type WriterMessage =
  | { readonly commits: readonly CanonicalCommit[]; readonly nowMs: number | undefined }
  | 'close'

export interface WriterData {
  readonly file: string
  readonly lockTimeoutMs: number
}

/** Bounds a transaction; what waits beyond it is the next batch. */
const maxBatchCommits = 1_024

function listen(port: NonNullable<typeof parentPort>, { file, lockTimeoutMs }: WriterData): void {
  const database = openSqlite(file, { synchronous: 'FULL', busyTimeoutMs: lockTimeoutMs, cacheKib: 65_536, checkpointPages: 16_000 })
  database.exec('PRAGMA busy_timeout = 0')
  const store = new CommitStore(database, lockTimeoutMs)
  const end = () => {
    database.close()
    port.close()
  }
  port.on('message', (message: WriterMessage) => {
    if (message === 'close') return end()
    const { commits, closing } = withWaiting(port, message.commits)
    const outcomes = store.store(commits, () => message.nowMs ?? Date.now())
    port.postMessage(outcomes)
    // After an error that may be the connection's own, the next append begins with a new thread and connection.
    const broken = outcomes[0]?.kind === 'unknown' || (outcomes[0]?.kind === 'unavailable' && outcomes[0].lasting)
    if (closing || broken) end()
  })
}

/** Group commit: whatever has arrived while the last batch was written shares the next transaction, in order of arrival. */
function withWaiting(port: NonNullable<typeof parentPort>, first: readonly CanonicalCommit[]) {
  const commits = [...first]
  while (commits.length < maxBatchCommits) {
    const waiting: { message: WriterMessage } | undefined = receiveMessageOnPort(port)
    if (waiting === undefined) break
    if (waiting.message === 'close') return { commits, closing: true }
    commits.push(...waiting.message.commits)
  }
  return { commits, closing: false }
}

if (parentPort) listen(parentPort, workerData)
