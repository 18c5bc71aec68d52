import type { EventLog, Position } from '#event-log'
import { foldInto, unfolded, type FoldedDocument } from './fold-document.js'
import type { ReadModel } from './read-model.js'
import { WorkSlices } from './work-slices.js'

/** Several documents at once, out of the events of all their tags up to a position, read in one pass. */
export const foldTogether = async (
  log: Pick<EventLog, 'read'>, { model, keys, upTo }: { readonly model: ReadModel; readonly keys: readonly string[]; readonly upTo: Position },
): Promise<Map<string, FoldedDocument>> => {
  const slices = new WorkSlices()
  const folded = new Map(keys.map((key) => [key, unfolded]))
  for await (const events of log.read({ tags: [...new Set(keys.map((key) => model.tagOf(key)))], upTo })) {
    for (const event of events) {
      if (event.position > upTo) break
      for (const key of model.keysOf(event)) {
        const before = folded.get(key)
        if (before !== undefined) folded.set(key, foldInto({ model, key }, before, event))
      }
      if (slices.isOver()) await slices.nextTurn()
    }
  }
  return folded
}
