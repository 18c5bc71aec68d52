import { randomUUID } from 'node:crypto'
import { getHouseholdHistory } from '#read-models'
import { Runtime } from '#runtime'
import { appendHandovers } from './memory-log.js'

/** What a server does over a log that it meets for the first time; prints the most memory that this took. */
const [dataDir = '', householdIds = ''] = process.argv.slice(2)
const runtime = await Runtime.open({ dataDir })
runtime.startFollowing()
const reachHead = async (): Promise<void> => {
  const head = await runtime.log.head()
  for (const { model } of await runtime.engine.status()) while (!(await runtime.engine.waitFor(model, head, 1_000)));
}
await reachHead()
const someIds = householdIds.split(',')
for (const householdId of someIds) await getHouseholdHistory({ householdId, today: '2026-01-01' }, runtime.reader)
await appendHandovers(runtime.log, { events: 5_000, householdIds: someIds, projectIds: [randomUUID()] })
await reachHead()
console.log(JSON.stringify({ events: await runtime.log.head(), peakMiB: Math.round(process.resourceUsage().maxRSS / 1_024) }))
await runtime.close()
