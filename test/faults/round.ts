import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordedEvent } from '#event-log'
import { newMongoUnderTest } from '../servers/mongo-under-test.js'
import type { ReplicaSet } from '../servers/replica-set.js'
import { findingsOf, type Finding } from './checks.js'
import { countsOf, type Counts } from './counts.js'
import { gatherEvidence, readLog } from './gather-evidence.js'
import { injectAll, type Injected } from './inject.js'
import { planOf } from './plan.js'
import { Roles } from './roles.js'
import { migrate } from './stores.js'

/** A round that is over. */
export interface Round {
  readonly seed: number
  /** Of its databases, which stay until the set is gone. */
  readonly uri: string
  /** Of its whole log. */
  readonly digest: string
  readonly faults: readonly Injected[]
  readonly counts: Counts
  readonly findings: readonly Finding[]
  /** What the processes wrote down, kept where something was found. */
  readonly folder: string | undefined
}

/** How long writing may take to go on by itself when the set is whole again. */
const resumeTimeoutMs = 60_000

/** New databases, two writers and a follower, every kind of fault, and all checks when it is over. */
export const runRound = async (set: ReplicaSet, { seed, signal }: { readonly seed: number; readonly signal: AbortSignal }): Promise<Round> => {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'))
  const { uri } = newMongoUnderTest(set.uri)
  const roles = new Roles(uri, folder)
  const round = play({ set, roles, uri, folder }, { seed, signal })
  try {
    // A set that is being stopped would be waited for in vain.
    return await Promise.race([round, whenAborted(signal)])
  } finally {
    round.catch(() => undefined)
    await roles.endForGood()
    if (signal.aborted) await rm(folder, { recursive: true, force: true })
  }
}

const whenAborted = async (signal: AbortSignal): Promise<never> => {
  signal.throwIfAborted()
  await once(signal, 'abort')
  throw signal.reason
}

interface Scene {
  readonly set: ReplicaSet
  readonly roles: Roles
  readonly uri: string
  readonly folder: string
}

const play = async ({ set, roles, uri, folder }: Scene, { seed, signal }: { readonly seed: number; readonly signal: AbortSignal }): Promise<Round> => {
  await set.untilWhole()
  await migrate(uri)
  for (const process of roles.processes) process.start()
  const troubles = [...await untilWriting(roles, signal)]
  const faults = await injectAll(planOf(seed), { set, roles, signal })
  await set.primary()
  troubles.push(...await untilWriting(roles, signal))
  await Promise.all(roles.writers.map(({ process }) => process.end()))
  const evidence = await gatherEvidence({ uri, roles, troubles, signal })
  const findings = findingsOf(evidence)
  if (findings.length === 0) await rm(folder, { recursive: true })
  return { seed, uri, digest: digestOf(evidence.events), faults, counts: countsOf(evidence), findings, folder: findings.length === 0 ? undefined : folder }
}

/** Until each writer was told of something stored from now on; says so of those that were not. */
const untilWriting = async ({ writers }: Roles, signal: AbortSignal): Promise<string[]> => {
  const from = Date.now()
  const isWriting = (index: number) => writers[index]?.said().some(({ says, at }) => says === 'stored' && at > from)
  const deadline = performance.now() + resumeTimeoutMs
  while (performance.now() < deadline) {
    if (writers.every((_, index) => isWriting(index))) return []
    await sleep(100, undefined, { signal })
  }
  return writers.flatMap(({ application }, index) => (isWriting(index) ? [] : [`${application} does not write, ${resumeTimeoutMs} ms after the set was whole`]))
}

/** Whether what stood in a round's log still does: later faults could have taken it away. */
export const isUnchanged = async ({ uri, digest }: Round): Promise<boolean> => digestOf(await readLog(uri)) === digest

const digestOf = (events: readonly RecordedEvent[]): string => {
  const hash = createHash('sha256')
  for (const event of events) hash.update(JSON.stringify(event))
  return hash.digest('hex')
}
