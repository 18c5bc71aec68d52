import { appendAlone, appendThroughMongoLog, insertAlone, insertMany, insertOneByOne } from '../libs/event-log/bench/mongodb-append.js'
import { appendInProcesses, type Carried } from '../libs/event-log/bench/many-processes.js'
import { onMongod } from './on-mongod.js'
import type { Comparison } from './rounds.js'

/** All that is compared runs on the same mongod. */
export const withMongoAppendComparisons = (run: (comparison: Comparison, warmUps: number) => Promise<void>): Promise<void> =>
  onMongod(async (server) => {
    for (const { comparison, warmUps } of comparisonsOn(server)) await run(comparison, warmUps)
  })

const [commits, insertions, lone] = [20_000, 6_000, 300]

interface Warmed {
  readonly comparison: Comparison
  readonly warmUps: number
}

const comparisonsOn = (server: string): Warmed[] => {
  const throughLog = { name: 'through the log', run: () => appendThroughMongoLog(server, 64, commits) }
  return [
    {
      warmUps: 1,
      comparison: {
        name: 'majority appends on MongoDB by 64 callers', unit: 'commits/s', target: { atLeast: 5 },
        ours: throughLog, baseline: { name: 'plain insertOne, 64 callers', run: () => insertOneByOne(server, 64, insertions) },
      },
    },
    {
      warmUps: 0,
      comparison: {
        name: 'majority appends on MongoDB by 64 callers', unit: 'commits/s', target: { atLeast: 0.7 },
        ours: throughLog, baseline: { name: 'plain insertMany of 64', run: () => insertMany(server, 64, commits) },
      },
    },
    {
      warmUps: 2,
      comparison: {
        name: 'one commit alone on MongoDB', unit: 'µs', target: { atMost: 1.3 },
        ours: { name: 'through the log', run: () => appendAlone(server, lone) },
        baseline: { name: 'plain insertOne', run: () => insertAlone(server, lone) },
      },
    },
    ...processComparisons(server).map((comparison) => ({ comparison, warmUps: 0 })),
  ]
}

/** Throughput and latency are of the same runs: each is carried out once a round and told twice. */
const processComparisons = (server: string): Comparison[] => {
  const eight = inTurn(() => appendInProcesses(server, { processes: 8, callers: 64, seconds: 8 }))
  const one = inTurn(() => appendInProcesses(server, { processes: 1, callers: 512, seconds: 8 }))
  const names = { ours: '8 processes of 64 callers', baseline: '1 process of 512' }
  return [
    {
      name: 'majority appends on MongoDB by many processes', unit: 'commits/s', target: { atLeast: 0.5 },
      ours: { name: names.ours, run: async () => (await eight.anew()).perSecond }, baseline: { name: names.baseline, run: async () => (await one.anew()).perSecond },
    },
    {
      name: 'their 99th percentile', unit: 'ms', target: { atMost: 5 },
      ours: { name: names.ours, run: async () => eight.told().p99Ms }, baseline: { name: names.baseline, run: async () => one.told().p99Ms },
    },
  ]
}

/** Remembers what each run gave, and tells it in the same order. */
const inTurn = (run: () => Promise<Carried>) => {
  const carried: Carried[] = []
  return {
    anew: async (): Promise<Carried> => {
      const each = await run()
      carried.push(each)
      return each
    },
    told: (): Carried => {
      const each = carried.shift()
      if (each === undefined) throw new Error('there was no such run')
      return each
    },
  }
}
