import type { EventLog, Position } from '#event-log'
import { foldOnDemand } from '../fold-on-demand.js'
import type { ReadModel } from '../read-model.js'
import type { Build, ViewStore } from '../view-store.js'
import { writtenDocument } from '../written-document.js'

export interface Ahead {
  readonly log: EventLog
  readonly store: ViewStore
  readonly model: ReadModel
  /** Of the build. */
  readonly position: Position
  /** How far a key's document is. */
  readonly reaches: (key: string) => Position
}

/** A live build as a save leaves it that was broken off between documents and checkpoint. */
export const laidAhead = async ({ log, store, model, position, reaches }: Ahead): Promise<Build> => {
  const lease = await store.acquireLease('projections', 'broken off', 60_000)
  if (lease === undefined) throw new Error('the lease is held')
  await store.takeOver(lease)
  const build = await store.createBuild(model.name, model.version, lease)
  const keys = new Set<string>()
  for await (const events of log.read({})) for (const event of events) for (const key of model.keysOf(event)) keys.add(key)
  const folded = await Promise.all([...keys].map(async (key) => ({ key, folded: await foldOnDemand(log, { model, key, upTo: Math.max(position, reaches(key)) }) })))
  const documents = folded.filter((each) => each.folded.position > 0).map((each) => writtenDocument(each.key, each.folded, store.maxDocumentBytes))
  await store.save(build.id, { documents, position }, lease)
  await store.goLive(build.id, lease)
  await store.releaseLease(lease)
  return build
}
