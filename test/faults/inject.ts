import { setTimeout as sleep } from 'node:timers/promises'
import type { Member, ReplicaSet } from '../servers/replica-set.js'
import type { SwallowingProxy } from '../servers/swallowing-proxy.js'
import { unansweredOf } from './journal.js'
import type { Fault, FaultKind, Plan } from './plan.js'
import type { Roles, Writer } from './roles.js'

/** A fault as it came about. */
export interface Injected {
  readonly kind: FaultKind
  /** Since the beginning of the round's faults. */
  readonly atMs: number
  /** Until it was healed. */
  readonly lastedMs: number
}

interface Scene {
  readonly set: ReplicaSet
  readonly roles: Roles
  readonly signal: AbortSignal
}

/** All faults of a plan, each healed again; in the order in which they began. */
export const injectAll = async ({ lines }: Plan, scene: Scene): Promise<Injected[]> => {
  const begin = performance.now()
  const injected: Injected[] = []
  await Promise.all(lines.map(async (line) => {
    for (const fault of line) {
      await sleep(fault.afterMs, undefined, { signal: scene.signal })
      const from = performance.now()
      await inject(fault, scene)
      injected.push({ kind: fault.kind, atMs: Math.round(from - begin), lastedMs: Math.round(performance.now() - from) })
    }
  }))
  return injected.sort((one, other) => one.atMs - other.atMs)
}

const inject = (fault: Fault, scene: Scene): Promise<unknown> => {
  switch (fault.kind) {
    case 'primary-killed':
      return killPrimary(fault, scene)
    case 'primary-frozen':
      return freezePrimary(fault, scene)
    case 'writer-killed':
      return killWriterBetweenSendAndAnswer(writerOf(scene, fault.writer), scene)
    case 'answers-swallowed':
      return swallowAnswers(fault, scene)
    case 'follower-killed':
      return killFollower(scene)
  }
}

const writerOf = ({ roles }: Scene, index: number): Writer => roles.writers[index] as Writer

/** kill -9, and started again on what it has; over when all members are in the set again. */
const killPrimary = async ({ laggingMs, downMs }: Extract<Fault, { readonly kind: 'primary-killed' }>, { set, signal }: Scene): Promise<void> => {
  const primary = await hitBeforeOthersKnow('SIGKILL', { set, signal, laggingMs })
  await sleep(downMs, undefined, { signal })
  await primary.start()
  await set.untilWhole()
}

/** Longer than the others wait before they elect another; awake, it thinks for a moment that nothing has happened. */
const freezePrimary = async ({ laggingMs, forMs }: Extract<Fault, { readonly kind: 'primary-frozen' }>, { set, signal }: Scene): Promise<void> => {
  const primary = await hitBeforeOthersKnow('SIGSTOP', { set, signal, laggingMs })
  try {
    await sleep(forMs, undefined, { signal })
  } finally {
    await primary.signal('SIGCONT')
  }
  await set.untilWhole()
}

/** As which a member copies from another. */
const replication = 'OplogFetcher'

/**
 * Members on one machine copy from each other within a millisecond, so that a kill alone would take hardly anything with
 * it. For a moment before they get nothing: what the primary wrote in it is lost, or taken back when it returns.
 */
const hitBeforeOthersKnow = async (blow: 'SIGKILL' | 'SIGSTOP', { set, signal, laggingMs }: Pick<Scene, 'set' | 'signal'> & { readonly laggingMs: number }): Promise<Member> => {
  const primary = await set.primary()
  primary.proxy?.swallowAnswersTo(replication)
  try {
    await sleep(laggingMs, undefined, { signal })
    await primary.signal(blow)
  } finally {
    primary.proxy?.letAnswersPassTo(replication, { deafOnes: 'cut' })
  }
  return primary
}

const swallowAnswers = ({ writers, forMs, deafOnes }: Extract<Fault, { readonly kind: 'answers-swallowed' }>, scene: Scene): Promise<void> =>
  whileSwallowing(scene, { applications: writers.map((writer) => writerOf(scene, writer).application), deafOnes }, () => sleep(forMs, undefined, { signal: scene.signal }))

const whileSwallowing = async ({ set }: Scene, { applications, deafOnes }: { readonly applications: readonly string[]; readonly deafOnes: 'cut' | 'kept' }, work: () => Promise<void>): Promise<void> => {
  const proxies = set.members.flatMap(({ proxy }) => proxy ?? [])
  const forEach = (tell: (proxy: SwallowingProxy, application: string) => void) => proxies.forEach((proxy) => applications.forEach((application) => tell(proxy, application)))
  forEach((proxy, application) => proxy.swallowAnswersTo(application))
  try {
    await work()
  } finally {
    forEach((proxy, application) => proxy.letAnswersPassTo(application, { deafOnes }))
  }
}

const mostWaitingMs = 5_000

/**
 * Swallows the answers to the writer, so that commands of it hang between send and answer; kills it then, and starts another
 * in its place. While there is no primary nothing is answered: then it is killed all the same.
 */
const killWriterBetweenSendAndAnswer = async ({ application, process, said }: Writer, scene: Scene): Promise<void> => {
  const swallowed = () => scene.set.members.reduce((sum, { proxy }) => sum + (proxy?.swallowedAnswers ?? 0), 0)
  const before = swallowed()
  await whileSwallowing(scene, { applications: [application], deafOnes: 'cut' }, async () => {
    const deadline = performance.now() + mostWaitingMs
    while ((swallowed() === before || unansweredOf(said()).length === 0) && performance.now() < deadline) await sleep(10, undefined, { signal: scene.signal })
    await process.kill()
  })
  process.start()
}

const killFollower = async ({ roles }: Scene): Promise<void> => {
  await roles.follower.kill()
  roles.follower.start()
}
