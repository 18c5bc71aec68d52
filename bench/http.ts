import autocannon from 'autocannon'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v4 } from 'uuid'
import type { Recorded } from '#commands'
import { findDecision, parseCommand } from '#domain'
import { Runtime } from '#runtime'
import { approvalOf, layWorld, propose, type Send } from '../libs/commands/testing/livelihood-world.js'
import { commandIdOf, officer } from '../libs/commands/testing/two-processes.js'
import type { Comparison } from './rounds.js'
import { startServer, type ServerProcess } from './server-process.js'

const connections = 64
const households = 64
const projects = 16

/** A data folder with households, approved projects, contributions and handovers, and a server on it. */
export interface HttpWorld {
  readonly server: ServerProcess
  readonly validateOnly: ServerProcess
  readonly token: string
  readonly householdIds: readonly string[]
  readonly projectIds: readonly string[]
  close(): Promise<void>
}

export const openHttpWorld = async (): Promise<HttpWorld> => {
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
  const world = await layWorld(send, { allocationDong: 100_000_000_000, households })
  const projectIds: string[] = []
  for (let index = 0; index < projects; index += 1) {
    const projectId = await propose(send, world, String(index))
    const beneficiaries = world.householdIds.slice(0, -1)
    const approval = approvalOf({ ...world, householdIds: beneficiaries }, projectId, 2_000_000 * beneficiaries.length)
    await send('approve-project', { ...approval, beneficiaries: beneficiaries.map((householdId) => ({ householdId, supportDong: 1_000_000 })) }, commandIdOf(`approve-${index}`))
    projectIds.push(projectId)
  }
  await Promise.all(world.householdIds.slice(0, -1).flatMap((householdId, household) => projectIds.slice(0, 2).flatMap((projectId, project) => {
    const facts = { occurredOn: '2024-03-01', projectId, householdId }
    const number = `${household}-${project}`
    return [
      send('record-contribution', { ...facts, paper: { number: `DG-${number}`, date: '2024-03-01', issuer: 'Nhóm hộ' }, cash: { amountDong: 500_000 } }, commandIdOf(`cash-${number}`)),
      send('record-contribution', { ...facts, paper: { number: `NC-${number}`, date: '2024-03-01', issuer: 'Nhóm hộ' }, labour: { halfDays: 9 } }, commandIdOf(`labour-${number}`)),
      send('hand-over-money', { ...facts, paper: { number: `BG-${number}`, date: '2024-03-01', issuer: 'UBND xã' }, amountDong: 1_000_000 }, commandIdOf(`money-${number}`)),
    ]
  })))
  return { householdIds: world.householdIds.slice(0, -1), projectIds }
}

/** Commands a second, by callers that wait for their answers; throws unless each was answered with success. */
const postCommands = async (url: string, { token, householdIds, projectIds }: HttpWorld, amount: number): Promise<number> => {
  let sent = 0
  const result = await autocannon({
    url, connections, amount,
    requests: [{
      method: 'POST',
      path: '/commands/record-contribution',
      setupRequest: (request) => {
        sent += 1
        const body = {
          occurredOn: '2024-05-02', projectId: projectIds[sent % projectIds.length], householdId: householdIds[sent % householdIds.length],
          paper: { number: `PT-${v4()}`, date: '2024-05-02', issuer: 'Nhóm hộ' }, cash: { amountDong: 100_000 },
        }
        return { ...request, body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': v4() } }
      },
    }],
  })
  if (result['2xx'] !== amount) throw new Error(`${amount - result['2xx']} of ${amount} commands were not recorded`)
  return amount / result.duration
}

export const postComparison = (world: HttpWorld): Comparison => ({
  name: 'a command POSTed by 64 callers',
  unit: 'requests/s',
  target: { atLeast: 0.4 },
  ours: { name: 'authenticated, decided, durable', run: () => postCommands(world.server.url, world, 8_000) },
  baseline: { name: 'a route that only validates', run: () => postCommands(world.validateOnly.url, world, 8_000) },
})

/** The 99th percentile of the time to an answer, in ms. */
const p99 = async (url: string, paths: readonly string[], token: string): Promise<number> => {
  const result = await autocannon({ url, connections, duration: 5, requests: paths.map((path) => ({ path, headers: { authorization: `Bearer ${token}` } })) })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`)
  return result.latency.p99
}

export const historyComparison = (world: HttpWorld): Comparison => ({
  name: 'p99 of a history with 64 callers',
  unit: 'ms',
  target: { atMost: 3 },
  ours: { name: "a household's history", run: () => p99(world.server.url, world.householdIds.map((id) => `/households/${id}/history`), world.token) },
  baseline: { name: '/health', run: () => p99(world.server.url, ['/health'], world.token) },
})
