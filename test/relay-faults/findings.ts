import { positionsOf, type ReadRecord } from '#subscriptions/testing/topic-reader'

/** What a read_committed consumer must not see: an event missing, doubled, or out of order within its key. */
export const findingsOf = (records: readonly ReadRecord[], events: number): string[] => {
  const counts = new Map<number, number>()
  for (const position of positionsOf(records)) counts.set(position, (counts.get(position) ?? 0) + 1)
  const missing = Array.from({ length: events }, (_, index) => index + 1).filter((position) => !counts.has(position))
  const doubled = [...counts].filter(([, count]) => count > 1).map(([position]) => position)
  const beyond = [...counts.keys()].filter((position) => !(position >= 1 && position <= events))
  return [
    ...missing.slice(0, 10).map((position) => `${position} is missing (${missing.length} in all)`),
    ...doubled.slice(0, 10).map((position) => `${position} is there ${counts.get(position)} times (${doubled.length} in all)`),
    ...beyond.map((position) => `${position} was never recorded`),
    ...disordered(records),
  ]
}

const disordered = (records: readonly ReadRecord[]): string[] => {
  const last = new Map<string, { readonly partition: number; readonly position: number }>()
  return records.flatMap(({ key, partition, headers }) => {
    const [position, before] = [Number(headers.ce_sequence), last.get(key)]
    last.set(key, { partition, position })
    if (before === undefined) return []
    if (before.partition !== partition) return [`${key} is on partitions ${before.partition} and ${partition}`]
    return before.position >= position ? [`${key}: ${position} stands behind ${before.position}`] : []
  })
}
