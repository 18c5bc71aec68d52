import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { effectiveEvents, foldState } from '#domain'
import { allocation } from '#domain/capital/allocation'
import type { RecordedEvent } from '#event-log'
import { layWorld, propose } from './testing/livelihood-world.js'
import { openProcess } from './testing/two-processes.js'

const script = fileURLToPath(new URL('./testing/approving-process.js', import.meta.url))

describe('one allocation that three processes spend at once', () => {
  it('is never overspent, and what is left is to the đồng what nobody was told that they got', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sinhke-allocation-'))
    const { run, log, close } = await openProcess(folder)
    const world = await layWorld(run, { allocationDong: 100_000_000 })
    const amounts = Array.from({ length: 90 }, (_, index) => 1_000_000 + (index * 370_001) % 2_000_000)
    const projects = await Promise.all(amounts.map(async (amountDong, index) => ({ amountDong, projectId: await propose(run, world, String(index)) })))
    const shares = [0, 1, 2].map((share) => projects.filter((_, index) => index % 3 === share))
    const said = await Promise.all(shares.map((share) => promisify(execFile)(process.execPath, [script, folder, JSON.stringify({ world, projects: share })])))
    const results = said.map(({ stdout }) => JSON.parse(stdout) as { acknowledgedDong: number; refusals: string[] })

    const events: RecordedEvent[] = []
    for await (const batch of log.read({ tags: [`allocation:${world.allocationId}`] })) events.push(...batch)
    const leftDong = foldState(allocation.definition, effectiveEvents(events)).lines.reduce((sum, line) => sum + line.leftDong, 0)
    expect(leftDong).toBe(100_000_000 - results.reduce((sum, { acknowledgedDong }) => sum + acknowledgedDong, 0))
    expect(leftDong).toBeGreaterThanOrEqual(0)
    // Whoever was refused asked for more than is left now.
    expect(leftDong).toBeLessThan(Math.max(...amounts))
    expect(new Set(results.flatMap(({ refusals }) => refusals))).toEqual(new Set(['allocation-exceeded']))
    await close()
    await rm(folder, { recursive: true })
  }, 120_000)
})
