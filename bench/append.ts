import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appendRaw, appendThroughLog } from '../libs/event-log/bench/append.js'
import { allocation } from '../libs/domain/capital/allocation.js'
import { approveProject } from '../libs/domain/project/approve-project.js'
import { effectiveEvents, foldState, parseCommand } from '#domain'
import { approvalOf, layWorld, propose } from '../libs/commands/testing/livelihood-world.js'
import { commandIdOf, officer, openProcess } from '../libs/commands/testing/two-processes.js'
import type { Comparison } from './rounds.js'

export const inFolder = async <Result>(work: (folder: string) => Promise<Result>): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const raw = { name: 'raw SQLite, one a transaction', run: () => inFolder((folder) => appendRaw(folder, 4_000)) }

export const appendComparison: Comparison = {
  name: 'durable appends by 64 callers',
  unit: 'events/s',
  target: { atLeast: 3 },
  ours: { name: 'through the log', run: () => inFolder((folder) => appendThroughLog(folder, 30_000)) },
  baseline: raw,
}

export const runnerComparison: Comparison = {
  name: 'commands by 64 callers on one allocation',
  unit: 'commands/s',
  target: { atLeast: 1 },
  ours: { name: 'through the runner', run: () => inFolder((folder) => approveOnOneAllocation(folder, 6_000)) },
  baseline: raw,
}

const partDong = 2_000_000

/** Approves projects from one allocation by 64 callers; throws unless every one was acknowledged and the balance is exact. */
export const approveOnOneAllocation = async (folder: string, count: number): Promise<number> => {
  const { run, runner, log, close } = await openProcess(folder)
  const world = await layWorld(run, { allocationDong: partDong * count })
  const projectIds = await Promise.all(Array.from({ length: count }, (_, index) => propose(run, world, String(index))))
  const commands = projectIds.map((projectId) => ({ command: parseCommand(approveProject.command, approvalOf(world, projectId, partDong)), commandId: commandIdOf(`approve-${projectId}`) }))
  const started = performance.now()
  let next = 0
  const call = async () => {
    for (let given = commands[next++]; given !== undefined; given = commands[next++]) {
      await runner.run(approveProject, given.command, { commandId: given.commandId, actor: officer, entrySource: 'app' })
    }
  }
  await Promise.all(Array.from({ length: 64 }, call))
  const perSecond = (count * 1_000) / (performance.now() - started)
  const events = []
  for await (const batch of log.read({ tags: [`allocation:${world.allocationId}`] })) events.push(...batch)
  const left = foldState(allocation.definition, effectiveEvents(events)).lines.reduce((sum, { leftDong }) => sum + leftDong, 0)
  if (left !== 0 || events.length !== count + 1) throw new Error(`the balance is not exact: ${left} đồng left after ${events.length - 1} approvals`)
  await close()
  return perSecond
}
