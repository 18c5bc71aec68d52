import type { EventLog, Position, RecordedEvent } from '#event-log'
import { catalogue, eventCorrected } from '#domain'
import { foldInto, unfolded, type FoldedDocument } from '../fold-document.js'
import { foldOnDemand } from '../fold-on-demand.js'
import { projectOutlineModel, type OutlineDocument } from '../project-outline/project-outline.js'
import type { Build, StoredDocument, ViewStore } from '../view-store.js'
import { WorkSlices } from '../work-slices.js'

export interface OutlineAt {
  readonly projectId: string
  /** Undefined where its very first event could not be folded. */
  readonly document: OutlineDocument | undefined
  readonly incompleteSince?: Position | undefined
}

export type OutlineStore = Pick<ViewStore, 'getLive' | 'scan'>

const pageDocuments = 200

/** The build was replaced while its documents were read: what was read of them is no whole. */
export class BuildReplaced extends Error {
  override readonly name = 'BuildReplaced'
}

/** The live build of outlines, if it is one of today's shape. */
export const liveOutlines = async (store: OutlineStore): Promise<Build | undefined> => {
  const build = (await store.getLive(projectOutlineModel.name, []))?.build
  return build?.version === projectOutlineModel.version ? build : undefined
}

/** Every outline of a build at the position that it had, page by page; one that is further on, or was too large to be stored, is folded from the log. */
export async function* storedOutlines(log: Pick<EventLog, 'read'>, store: OutlineStore, build: Build): AsyncGenerator<OutlineAt> {
  const slices = new WorkSlices()
  for (let after: string | undefined; ;) {
    const page = await store.scan(build.id, { after, limit: pageDocuments })
    for (const stored of page) {
      const isAsAsked = stored.position <= build.position && stored.json !== undefined
      const outline = isAsAsked ? storedOutline(stored) : await movedBack(log, stored.key, build.position)
      if (outline !== undefined) yield outline
      if (slices.isOver()) await slices.nextTurn()
    }
    after = page.at(-1)?.key
    if (after === undefined) break
  }
  if ((await liveOutlines(store))?.id !== build.id) throw new BuildReplaced(`build ${build.id} was replaced`)
}

const storedOutline = ({ key, json, parked }: StoredDocument): OutlineAt => ({
  projectId: key, document: json === undefined ? undefined : (JSON.parse(json) as OutlineDocument), incompleteSince: parked?.since,
})

/** Undefined where nothing was known of the project yet. */
const movedBack = async (log: Pick<EventLog, 'read'>, projectId: string, upTo: Position): Promise<OutlineAt | undefined> => {
  const folded = await foldOnDemand(log, { model: projectOutlineModel, key: projectId, upTo })
  return folded.document === undefined && folded.parked === undefined ? undefined : outlineOf(projectId, folded)
}

/** Whether outlines are folded from events of a type is the model's to say, by the keys that it gives such an event. */
const isFolded = (type: string): boolean => projectOutlineModel.keysOf({ type, data: {}, tags: ['project:any'] } as unknown as RecordedEvent).length > 0

const outlineTypes: readonly string[] = [...new Set([...catalogue.keys()].filter(isFolded)), eventCorrected.type]

/**
 * Every outline as known at an earlier position, in one sweep over the events of the log that outlines are folded from.
 * What is kept are the outlines, never the events.
 */
export async function* foldedOutlines(log: Pick<EventLog, 'read'>, upTo: Position, onProgress: (position: Position) => void): AsyncGenerator<OutlineAt> {
  const folded = new Map<string, FoldedDocument>()
  const slices = new WorkSlices()
  for await (const events of log.read({ types: outlineTypes, upTo })) {
    for (const event of events) {
      if (event.position > upTo) continue
      for (const key of projectOutlineModel.keysOf(event)) folded.set(key, foldInto({ model: projectOutlineModel, key }, folded.get(key) ?? unfolded, event))
      if (slices.isOver()) await slices.nextTurn()
    }
    onProgress(events.at(-1)?.position ?? 0)
  }
  for (const [projectId, each] of folded) {
    yield outlineOf(projectId, each)
    if (slices.isOver()) await slices.nextTurn()
  }
}

const outlineOf = (projectId: string, { document, parked }: FoldedDocument): OutlineAt => ({ projectId, document: document as OutlineDocument | undefined, incompleteSince: parked?.since })
