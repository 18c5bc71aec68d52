import { setTimeout as sleep } from 'node:timers/promises'
import { CommandIdReused, type Commit, type EventLog, type RecordedEvent } from '#event-log'
import { ProjectionEngine } from '#read-models'
import { commitOf, counterModel } from './counters.js'
import type { Evidence, Stored } from './evidence.js'
import type { Saying } from './journal.js'
import type { Roles } from './roles.js'
import { openStores, type Stores } from './stores.js'

/** How long follower and read model may take to get to the end of a log that stands still. */
const followTimeoutMs = 60_000

interface Scene {
  readonly uri: string
  readonly roles: Roles
  readonly troubles: readonly string[]
  readonly signal: AbortSignal
}

/** When the writers have ended: lets the follower come to the end, ends it, and reads all there is, by connections of its own. */
export const gatherEvidence = async ({ uri, roles, troubles, signal }: Scene): Promise<Evidence> => {
  await using stores = await openStores(uri, { appName: 'judge' })
  const { log } = stores
  const engine = engineOf(stores)
  const head = await log.head()
  const deadline = performance.now() + followTimeoutMs
  while ((roles.seen().at(-1)?.position ?? 0) < head && performance.now() < deadline) await sleep(100, undefined, { signal })
  await engine.waitFor(counterModel.name, head, followTimeoutMs)
  await roles.follower.end()
  const said = roles.said()
  return {
    events: await eventsOf(log),
    said,
    outcomes: await outcomesOf(log, said),
    seen: roles.seen(),
    views: await compareViews(engine, stores),
    unsound: (await log.verify()).findings.map(({ position, what }) => `at ${position}: ${what}`),
    troubles: [...troubles, ...roles.processes.flatMap((process) => process.troubles)],
  }
}

/** The whole of it, by connections of its own. */
export const readLog = async (uri: string): Promise<RecordedEvent[]> => {
  await using stores = await openStores(uri, { appName: 'judge' })
  return await eventsOf(stores.log)
}

/** Not started: it reads only. */
const engineOf = ({ log, views }: Stores): ProjectionEngine => new ProjectionEngine({ log, store: views, models: [counterModel] })

const eventsOf = async (log: EventLog): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for await (const batch of log.read({})) events.push(...batch)
  return events
}

const outcomesOf = async (log: EventLog, said: readonly Saying[]): Promise<Map<string, Stored | undefined>> => {
  const sent = said.flatMap((saying): Commit[] => (saying.says === 'sent' ? [commitOf(saying, saying.counters.map(() => ({ count: 0, knownUpTo: 0 })))] : []))
  const outcomes = await log.findOutcomes(sent)
  return new Map(outcomes.map((outcome, index) => {
    if (outcome instanceof CommandIdReused) throw outcome
    return [sent[index]?.commandId ?? '', outcome]
  }))
}

const compareViews = async (engine: ProjectionEngine, { views }: Stores): Promise<Evidence['views']> => {
  const position = (await views.getLive(counterModel.name, []))?.build.position
  if (position === undefined) return { position: 0, documents: 0, differences: [] }
  const { documents, examples } = await engine.verify(counterModel.name)
  return { position, documents, differences: examples.map(({ kind, key }) => `${kind} ${key}`) }
}
