import { availableParallelism } from 'node:os'
import Table from 'cli-table3'
import { appendComparison, runnerComparison } from './append.js'
import { withFoldComparison } from './fold.js'
import { historyComparison, openPostWorld, openSampleWorld, postComparison } from './http.js'
import { measureIdleReaders } from './idle-readers.js'
import { memoryAt } from './memory.js'
import { withMongoAppendComparisons } from './mongodb-append.js'
import { withMongoFoldComparison } from './mongodb-fold.js'
import { withRelayComparison } from './relay.js'
import { measure, median, type Comparison, type Measured } from './rounds.js'
import { measureFeedLatency, openFeedWorld, type FeedLatency } from './sse.js'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const memorySteps = [100_000, 1_000_000] as const
/** From a command sent to its event read, at the 99th percentile. */
const mostFeedMs = 50
/** Flat: at ten times the events, at most this much more. */
const mostGrowth = 1.25

const rows: string[][] = []

const run = async (comparison: Comparison, warmUps = 0): Promise<void> => {
  for (let round = 0; round < warmUps; round += 1) {
    await comparison.ours.run()
    await comparison.baseline.run()
  }
  const measured = await measure(comparison, rounds, (round) => process.stderr.write(`${comparison.name}: ${round}/${rounds}\n`))
  rows.push(rowOf(measured))
}

const rowOf = ({ comparison, ours, baseline, ratio, isMet }: Measured): string[] => {
  const { name, unit, target } = comparison
  const figure = (value: number): string => `${Math.round(value).toLocaleString('en')} ${unit}`
  const goal = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`
  return [name, `${comparison.ours.name}: ${figure(ours)}`, `${comparison.baseline.name}: ${figure(baseline)}`, ratio.toFixed(2), goal, isMet ? 'yes' : 'NO']
}

const measureMemory = async (): Promise<void> => {
  const [early, late] = [await memoryAt(memorySteps[0]), await memoryAt(memorySteps[1])]
  const growth = late.peakMiB / early.peakMiB
  rows.push([
    'peak memory of a process that folds a log from nothing, answers and follows', `at ${late.events.toLocaleString('en')} events: ${late.peakMiB} MiB`,
    `at ${early.events.toLocaleString('en')}: ${early.peakMiB} MiB`, growth.toFixed(2), `≤ ${mostGrowth}`, growth <= mostGrowth ? 'yes' : 'NO',
  ])
}

const measureFeed = async (): Promise<void> => {
  const world = await openFeedWorld()
  const latencies: FeedLatency[] = []
  for (let round = 0; round < rounds; round += 1) latencies.push(await measureFeedLatency(world))
  await world.close()
  const [readMs, answeredMs] = [median(latencies.map((latency) => latency.readMs)), median(latencies.map((latency) => latency.answeredMs))]
  rows.push([
    'p99 of a command sent until its event is read from a stream', `${readMs.toFixed(1)} ms`, `until it is answered: ${answeredMs.toFixed(1)} ms`, (readMs / answeredMs).toFixed(2),
    `≤ ${mostFeedMs} ms`, readMs <= mostFeedMs ? 'yes' : 'NO',
  ])
}

const measureReaders = async (): Promise<void> => {
  const measured = await measureIdleReaders()
  if (measured === undefined) return
  const { readers, kibAReader, cpuPercent } = measured
  rows.push(['an idle reader of the stream, of many on one process', `${kibAReader.toFixed(1)} KiB`, `${readers.toLocaleString('en')} take ${cpuPercent.toFixed(1)} % of a core`, '', '', ''])
}

const measurements: Readonly<Record<string, () => Promise<void>>> = {
  append: () => run(appendComparison),
  runner: () => run(runnerComparison),
  fold: () => withFoldComparison((comparison) => run(comparison)),
  post: async () => {
    const world = await openPostWorld()
    await run(postComparison(world), 1).finally(() => world.close())
  },
  history: async () => {
    const world = await openSampleWorld()
    await run(historyComparison(world), 1).finally(() => world.close())
  },
  sse: measureFeed,
  readers: measureReaders,
  memory: measureMemory,
  relay: () => withRelayComparison((comparison) => run(comparison)),
  'mongodb-append': () => withMongoAppendComparisons(run),
  'mongodb-fold': () => withMongoFoldComparison((comparison) => run(comparison)),
}

// All of them, or those that are named: `npm run bench -- append runner`.
const asked = process.argv.slice(2)
for (const [name, measureIt] of Object.entries(measurements)) if (asked.length === 0 || asked.includes(name)) await measureIt()

const head = ['what', 'ours', 'compared with', 'ratio', 'goal', 'met']
console.log(`Node ${process.version}, ${availableParallelism()} cores, medians of ${rounds} interleaved rounds`)
const table = new Table({ head, style: { head: [], border: [] } })
table.push(...rows)
console.log(table.toString())
console.log([head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'))
