import type { EventLog, Position, RecordedEvent } from '#event-log'
import { foldInto, unfolded, type FoldedDocument } from './fold-document.js'
import type { ReadModel } from './read-model.js'
import { WorkSlices } from './work-slices.js'

/** One document out of its tag's events up to a position; `keeps` leaves some of them out. */
export const foldOnDemand = async (
  log: Pick<EventLog, 'read'>,
  { model, key, upTo, keeps = () => true }: { model: ReadModel; key: string; upTo: Position; keeps?: (event: RecordedEvent) => boolean },
): Promise<FoldedDocument> => {
  const slices = new WorkSlices()
  let folded = unfolded
  for await (const events of log.read({ tags: [model.tagOf(key)], upTo })) {
    for (const event of events) {
      if (event.position <= upTo && keeps(event) && model.keysOf(event).includes(key)) folded = foldInto({ model, key }, folded, event)
      if (slices.isOver()) await slices.nextTurn()
    }
  }
  return folded
}
