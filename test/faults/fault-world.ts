import { startReplicaSet, type ReplicaSet } from '../servers/replica-set.js'
import { electionTimeoutMs } from './plan.js'
import { isUnchanged, runRound, type Round } from './round.js'

/** A three-member set on which round after round is run. */
export interface FaultWorld {
  run(seed: number): Promise<Round>
  /** Whether every round's log is still what it was when it was judged; what is wrong, if not. */
  lookAgain(rounds: readonly Round[]): Promise<string[]>
  /** Ends all that was started, in the midst of a round too. */
  stop(): Promise<void>
}

export const startFaultWorld = async (): Promise<FaultWorld> => {
  const set: ReplicaSet = await startReplicaSet({ members: 3, electionTimeoutMs, isProxied: true })
  let ending = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  return {
    run(seed) {
      ending = new AbortController()
      const round = runRound(set, { seed, signal: ending.signal })
      running = round.catch(() => undefined)
      return round
    },
    async lookAgain(rounds) {
      const changed: string[] = []
      for (const round of rounds) if (!(await isUnchanged(round))) changed.push(`the log of the round with seed ${round.seed} is not what it was`)
      return changed
    },
    async stop() {
      ending.abort(new Error('stopped'))
      await running
      await set.stop()
    },
  }
}
