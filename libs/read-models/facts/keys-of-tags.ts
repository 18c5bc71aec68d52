import type { RecordedEvent } from '#event-log'
import { eventCorrected, type Correction } from '#domain'

/** The ids that the event's tags of one kind name: `household:<id>` gives `<id>`. */
export const idsOfTags = (kind: string, { tags }: RecordedEvent): string[] => {
  const prefix = `${kind}:`
  return tags.flatMap((tag) => (tag.startsWith(prefix) ? [tag.slice(prefix.length)] : []))
}

/** The type of a fact, or of what a correction speaks of. */
export const factTypeOf = ({ type, data }: RecordedEvent): string => (type === eventCorrected.type ? (data as unknown as Correction).correctedType : type)
