import autocannon from 'autocannon'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { v4 } from 'uuid'
import type { Recorded } from '#commands'
import { findDecision, parseCommand } from '#domain'
import { Runtime } from '#runtime'
import { approvalOf, layGroup, layWorld, propose, type Send } from '../libs/commands/testing/livelihood-world.js'
import { commandIdOf, officer } from '../libs/commands/testing/two-processes.js'
import type { Comparison } from './rounds.js'
import { startServer, type ServerProcess } from './server-process.js'

const connections = 64
const groups = 100
const householdsAGroup = 10
const projectsAGroup = 8

/** Approved projects that households put something into, and a server on them beside one that only validates. */
export interface PostWorld {
  readonly server: ServerProcess
  readonly validateOnly: ServerProcess
  readonly token: string
  readonly pairs: readonly Pair[]
  close(): Promise<void>
}

/** A household that takes part in a project. */
interface Pair {
  readonly projectId: string
  readonly householdId: string
}

export const openPostWorld = async (): Promise<PostWorld> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sinhke-bench-http-'))
  const runtime = await Runtime.open({ dataDir })
  const laid = await lay(runtime)
  const { token } = await runtime.tokens.issue({ name: 'Đo tốc độ', role: 'officer', validDays: 1 })
  await runtime.catchUp()
  await runtime.close()
  const server = await startServer('../apps/api/main.js', { DATA_DIR: dataDir })
  const validateOnly = await startServer('./validate-only-server.js', {})
  return {
    server, validateOnly, token, ...laid,
    close: async () => {
      await server.stop()
      await validateOnly.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

const lay = async (runtime: Runtime) => {
  const send: Send = async (name, fields, commandId): Promise<Recorded> => {
    const row = findDecision(name)
    if (row === undefined) throw new Error(`no command ${name}`)
    return runtime.runner.run(row, parseCommand(row.command, fields), { commandId, actor: officer, entrySource: 'app' })
  }
  const pairs: Pair[] = []
  const world = await layWorld(send, { allocationDong: 1_000_000_000_000, households: 3 })
  for (let index = 0; index < groups; index += 1) {
    const ofGroup = await layGroup(send, world, { households: householdsAGroup, key: String(index + 1) })
    const projectIds = await Promise.all(Array.from({ length: projectsAGroup }, (_, each) => propose(send, ofGroup, `${index}-${each}`)))
    await Promise.all(projectIds.map((projectId) => send('approve-project', approvalOf(ofGroup, projectId, 20_000_000), commandIdOf(`approve-${projectId}`))))
    pairs.push(...projectIds.flatMap((projectId) => ofGroup.householdIds.map((householdId) => ({ projectId, householdId }))))
  }
  return { pairs }
}
/** Commands a second, by callers that wait for their answers; throws unless each was answered with success. */
const postCommands = async (url: string, { token, pairs }: PostWorld, amount: number): Promise<number> => {
  let sent = 0
  const setupRequest = (request: autocannon.Request): autocannon.Request => {
    sent += 1
    const body = {
      occurredOn: '2024-05-02', ...pairs[sent % pairs.length],
      paper: { number: `PT-${v4()}`, date: '2024-05-02', issuer: 'Nhóm hộ' }, cash: { amountDong: 100_000 },
    }
    return { ...request, body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': v4() } }
  }
  const started = performance.now()
  let lastAnswer = started
  // The load generator's own duration is in whole seconds: its callers' answers are timed here.
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon({ url, connections, amount, requests: [{ method: 'POST', path: '/commands/record-contribution', setupRequest }] }, (error, finished) => (error === null ? resolve(finished) : reject(error as Error)))
    running.on('response', () => (lastAnswer = performance.now()))
  })
  if (result['2xx'] !== amount) throw new Error(`${amount - result['2xx']} of ${amount} commands were not recorded`)
  return (amount * 1_000) / (lastAnswer - started)
}

interface Health {
  readonly log: { readonly position: number }
  readonly readModels: readonly { readonly position: number }[]
}

/** Waits until the read models have followed, so that what a run leaves behind doesn't burden the one that it is compared with. */
const settled = async (url: string): Promise<void> => {
  for (;;) {
    const { log, readModels } = (await (await fetch(`${url}/health`)).json()) as Health
    if (readModels.every(({ position }) => position >= log.position)) return
    await setTimeout(100)
  }
}

export const postComparison = (world: PostWorld): Comparison => ({
  name: 'a command POSTed by 64 callers',
  unit: 'requests/s',
  target: { atLeast: 0.4 },
  ours: {
    name: 'authenticated, decided, durable',
    run: async () => {
      const perSecond = await postCommands(world.server.url, world, 5_000)
      await settled(world.server.url)
      return perSecond
    },
  },
  baseline: { name: 'a route that only validates', run: () => postCommands(world.validateOnly.url, world, 5_000) },
})

/** The 99th percentile of the time to an answer, in ms. */
const p99 = async (url: string, paths: readonly string[], token: string): Promise<number> => {
  const result = await autocannon({ url, connections, duration: 5, requests: paths.map((path) => ({ path, headers: { authorization: `Bearer ${token}` } })) })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`)
  return result.latency.p99
}

/** The small sample, imported as anybody would, and a server on it. */
export interface SampleWorld {
  readonly server: ServerProcess
  readonly token: string
  readonly householdIds: readonly string[]
  close(): Promise<void>
}

export const openSampleWorld = async (): Promise<SampleWorld> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sinhke-bench-sample-'))
  await promisify(execFile)(process.execPath, ['bin/sinhke.js', 'import', 'samples/small', '--data-dir', dataDir])
  const runtime = await Runtime.open({ dataDir })
  const { token } = await runtime.tokens.issue({ name: 'Đo tốc độ', role: 'auditor', validDays: 1 })
  await runtime.catchUp()
  const { households } = await runtime.vault.names.find({ limit: 200 })
  await runtime.close()
  const server = await startServer('../apps/api/main.js', { DATA_DIR: dataDir })
  return {
    server, token, householdIds: households.map(({ householdId }) => householdId),
    close: async () => {
      await server.stop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export const historyComparison = (world: SampleWorld): Comparison => ({
  name: 'p99 of a history with 64 callers',
  unit: 'ms',
  target: { atMost: 3 },
  ours: { name: "a household's history", run: () => p99(world.server.url, world.householdIds.map((id) => `/households/${id}/history`), world.token) },
  baseline: { name: '/health', run: () => p99(world.server.url, ['/health'], world.token) },
})
