import type { RecordedEvent } from '#event-log'

/** The ids that the event's tags of one kind name: `household:<id>` gives `<id>`. */
export const idsOfTags = (kind: string, { tags }: RecordedEvent): string[] => {
  const prefix = `${kind}:`
  return tags.flatMap((tag) => (tag.startsWith(prefix) ? [tag.slice(prefix.length)] : []))
}
