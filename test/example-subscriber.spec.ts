import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { SinhKeClient, type FeedEvent } from '#client'
import { eventCorrected, recoveryReceived, type DataOf } from '#domain'
import { eventIdOf, type NewEvent, type UnitRef } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openSqlite } from '#platform'
import { projectIdOf, submitted } from '../libs/subscriptions/testing/feed-log.js'
import { ApiProcess } from './api-process.js'
import { projectFolder } from './project.js'

const kills = 12
const occurredOn = '2024-03-06'
const units = ['00001', '00002', '00003'].map((code) => ({ codeSet: 'vn-2025', code }))

interface Total { readonly codeSet: string; readonly unit: string; readonly recoveries: number; readonly amountDong: number; readonly animals: number }

const recovered = (index: number): DataOf<typeof recoveryReceived>['recovered'] => (index % 7 === 0 ? { unit: 'animals' as const, species: 'cow' as const, count: 1, animalTags: [`VN-${index}`], valueDong: 9_000_000 } : { unit: 'dong' as const, amountDong: 1_000 + index })
const recovery = (index: number) => ({ recoveryId: randomUUID(), obligationId: randomUUID(), projectId: projectIdOf(index % 90), householdId: randomUUID(), recovered: recovered(index), fundingLines: [] })

const correctionOf = (eventId: string, replacement: ReturnType<typeof recovery> | undefined, unit: UnitRef): NewEvent => {
  const effect = replacement === undefined ? { effect: 'annulled' as const } : { effect: 'replaced' as const, replacement }
  const subject = `project:${projectIdOf(1)}`
  return { ...eventCorrected({ correctedEventId: eventId, correctedType: 'recovery-received', correctedVersion: 1, ...effect, finding: 'Đối chiếu' }, { occurredOn, unit }), tags: [subject], subject, correctsEventId: eventId }
}

/** A log of thousands of recoveries, some of them corrected or annulled, some twice, with others between them. */
const fill = async (dataDir: string, commits: number, seed: number): Promise<void> => {
  const log = await openSqliteEventLog({ file: join(dataDir, 'log.db') })
  const earlier: string[] = []
  for (let index = 0; index < commits; index += 1) {
    const commandId = randomUUID()
    const unit = units[(index + seed) % units.length] ?? { codeSet: '', code: '' }
    const corrected = earlier[Math.floor(earlier.length * ((index * 0.618) % 1))]
    const correction = index % 5 === 0 && corrected !== undefined ? [correctionOf(corrected, index % 3 === 0 ? undefined : recovery(index + seed), unit)] : []
    const others = Array.from({ length: 7 }, (_, each) => submitted((index + each) % 90))
    const events = [recoveryReceived(recovery(index + seed), { occurredOn, unit }), ...others, ...correction]
    await log.append({ commandId, fingerprint: 'f', actor: { id: 'actor', role: 'officer' }, entrySource: 'app', correlationId: commandId, events })
    earlier.push(eventIdOf(commandId, 0))
  }
  await log.close()
}

/** What the table should hold, told from the whole feed without any of the service's code. */
const expectedOf = (events: readonly FeedEvent[]): Total[] => {
  const last = new Map<string, { unit: { codeSet: string; code: string }; recovered: { unit: string; amountDong?: number; count?: number } | undefined }>()
  for (const { id, type, data } of events) {
    const payload = data.payload as { recovered?: { unit: string }; correctedEventId?: string; replacement?: { recovered: { unit: string } } }
    if (type === 'vn.sinhke.recovery-received.v1') last.set(id, { unit: data.unit, recovered: payload.recovered })
    const corrected = last.get(payload.correctedEventId ?? '')
    if (type === 'vn.sinhke.event-corrected.v1' && corrected !== undefined) corrected.recovered = payload.replacement?.recovered
  }
  return units.map(({ codeSet, code }) => {
    const all = [...last.values()].filter((each) => each.unit.code === code && each.recovered !== undefined).map((each) => each.recovered)
    const sum = (of: (one: { amountDong?: number; count?: number } | undefined) => number | undefined) => all.reduce((total, one) => total + (of(one) ?? 0), 0)
    return { codeSet, unit: code, recoveries: all.length, amountDong: sum((one) => one?.amountDong), animals: sum((one) => one?.count) }
  })
}

describe('the example service', () => {
  let api: ApiProcess
  let folder = ''
  let token = ''
  let service: ChildProcess | undefined
  let output = ''

  const start = (): ChildProcess => {
    const env = { PATH: process.env['PATH'], SINHKE_URL: api.url, SINHKE_TOKEN: token, TABLE_FILE: join(folder, 'recoveries.db') }
    service = spawn(process.execPath, ['dist/apps/example-subscriber/main.js'], { cwd: projectFolder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [service.stdout, service.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
    return service
  }
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    const ended = once(child, 'close')
    child.kill(signal)
    await ended
  }
  /** As another program sees the table. */
  const saved = (): { readonly position: number; readonly incarnation: string } | undefined => {
    const database = openSqlite(join(folder, 'recoveries.db'), { synchronous: 'NORMAL' })
    try {
      return database.prepare('SELECT position, incarnation FROM place').get() as { position: number; incarnation: string } | undefined
    } catch {
      return undefined
    } finally {
      database.close()
    }
  }
  const savedTo = async (position: number, child: ChildProcess): Promise<void> => {
    while ((saved()?.position ?? 0) < position) {
      if (child.exitCode !== null) throw new Error(`the service ended: ${output}`)
      await wait(Math.random() * 4)
    }
  }
  const wholeFeed = async (): Promise<FeedEvent[]> => {
    const events: FeedEvent[] = []
    for await (const page of new SinhKeClient({ url: api.url, token }).pages(0, { limit: 1_000 })) events.push(...page.events)
    return events
  }
  /** Until it has all of the feed; then it is asked to stop, and tells what it holds. */
  const finish = async (): Promise<{ readonly after: number; readonly totals: readonly Total[] }> => {
    output = ''
    const child = start()
    while (!output.includes('going on behind')) await wait(20)
    await savedTo(await api.head(), child)
    await end(child, 'SIGTERM')
    return JSON.parse(output.slice(output.indexOf('{"after"'))) as { after: number; totals: Total[] }
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sinhke-example-'))
    api = await ApiProcess.start()
    token = await api.token({ name: 'Sở Tài chính', role: 'service', validDays: 1 })
    await fill(api.dataDir, 1_000, 0)
  }, 120_000)
  afterAll(async () => {
    if (service?.exitCode === null && service.signalCode === null) await end(service, 'SIGKILL')
    await api.stop()
    await rm(folder, { recursive: true })
  })

  it(`killed ${kills} times, and its server too, holds what the whole feed comes to`, async () => {
    const head = await api.head()
    const killedAt: number[] = []
    for (let kill = 1; kill <= kills; kill += 1) {
      const child = start()
      // Anywhere: also before it has connected, and where it has all.
      await savedTo(Math.min(head, (saved()?.position ?? 0) + Math.floor(Math.random() * (head / kills))), child)
      await end(child, 'SIGKILL')
      killedAt.push(saved()?.position ?? 0)
      if (kill % 4 === 0) await api.killAndStart()
    }
    expect(killedAt.filter((position) => position > 0 && position < head).length).toBeGreaterThanOrEqual(10)
    const { after, totals } = await finish()
    const events = await wholeFeed()
    expect(after).toBe(events.length)
    expect(totals).toEqual(expectedOf(events))
    // Annulled ones aren't counted, and there are many of them.
    expect(totals.reduce((sum, { recoveries }) => sum + recoveries, 0)).toBeLessThan(950)
  }, 240_000)

  it('begins anew where the log was restored, and says so', async () => {
    const before = saved()
    await api.stop()
    api = await ApiProcess.start({ PORT: new URL(api.url).port })
    await fill(api.dataDir, 400, 7)
    token = await api.token({ name: 'Sở Tài chính', role: 'service', validDays: 1 })
    const child = start()
    while (saved()?.incarnation === before?.incarnation) {
      expect([child.exitCode, output]).toEqual([null, output])
      await wait(20)
    }
    await savedTo(await api.head(), child)
    expect(output).toContain('the log was restored')
    await end(child, 'SIGTERM')
    const { totals } = await finish()
    expect(totals).toEqual(expectedOf(await wholeFeed()))
  }, 120_000)

  it('says in one line what is wrong with its token or its settings', async () => {
    for (const [wrong, said] of [['x', 'unauthenticated'], ['', 'SINHKE_TOKEN']] as const) {
      output = ''
      token = wrong
      const [code] = (await once(start(), 'close')) as [number]
      expect(code).toBe(1)
      expect(output).toContain(said)
      expect(output).not.toContain('    at ')
    }
  })
})
