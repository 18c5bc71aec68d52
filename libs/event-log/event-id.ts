import { LRUCache } from 'lru-cache'
import { nameBasedId } from '#platform'

/** UUIDv5 of the commandId (a UUID, the namespace) and the event's index in its commit. */
export const eventIdOf = (commandId: string, index: number): string => {
  if (index > 0) return nameBasedId(String(index), commandId)
  const known = firstEventIds.get(commandId)
  if (known !== undefined) return known
  const eventId = nameBasedId('0', commandId)
  firstEventIds.set(commandId, eventId)
  return eventId
}

/** The first event's id stands for its command too, and is asked for several times while that is decided and stored. */
const firstEventIds = new LRUCache<string, string>({ max: 2_000 })
