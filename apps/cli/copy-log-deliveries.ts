import type { DeliveryStore } from '#subscriptions'

/** Everything that the source's deliveries remember, in place of what the target's do; the rest of the target's goes. */
export const copyDeliveries = async (source: DeliveryStore, target: DeliveryStore): Promise<void> => {
  for (const kind of new Set([...(await source.kinds()), ...(await target.kinds())])) {
    const revisions = new Map((await target.list(kind)).map(({ id, revision }) => [id, revision]))
    for (const { id, value } of await source.list(kind)) {
      await target.put(kind, id, value, revisions.get(id) ?? 0)
      revisions.delete(id)
    }
    for (const [id, revision] of revisions) await target.remove(kind, id, revision)
  }
}
