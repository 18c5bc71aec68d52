import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Registry } from 'prom-client'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { cloudEventJson, publishedEvent, structuredContentType } from '#contracts'
import { CommandIdReused, type EventLog, type NewEvent } from '#event-log'
import { BeyondLog, NoSuchWebhook, ReceiverNetworks, ReceiverRefused, webhookMetrics, type WebhookState } from '../index.js'
import { eventsAfter, projectIdOf, record, registered, started, submitted, unitOf } from '../testing/feed-log.js'
import { until } from '../testing/feed-server.js'
import { DeliveryWorld, manager, SimulatedClock } from './testing/delivery-world.js'
import { receiverUrl } from './receiver-url.js'
import { ReceiverServer, type Answering } from './testing/receiver-server.js'

let world: DeliveryWorld
let receivers: ReceiverServer[]
beforeEach(async () => {
  world = await DeliveryWorld.open()
  receivers = []
})
afterEach(async () => {
  await world.remove()
  await Promise.all(receivers.map((receiver) => receiver.close()))
})

const receiverOf = async (answering?: Answering): Promise<ReceiverServer> => {
  const receiver = await ReceiverServer.start(answering)
  receivers.push(receiver)
  return receiver
}
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const recordMany = (count: number, eventOf: (index: number) => NewEvent = (index) => submitted(index)) => record(world.log, ...numbers(1, count).map(eventOf))
const stateOf = async (id: string): Promise<WebhookState> => (await world.webhooks().get(id)).state
const untilState = async (id: string, state: WebhookState): Promise<void> => {
  while ((await stateOf(id)) !== state) await pause(5)
}
const untilAt = async (id: string, position: number): Promise<void> => {
  while ((await world.webhooks().get(id)).position !== position) await pause(5)
}

/** Until whoever delivers goes by what was changed: it stores the place anew then. Before that an event may still go out as it would have. */
const untilTakenUp = async (id: string, change: () => Promise<unknown>): Promise<void> => {
  const revision = async () => (await world.store.get('webhook-place', id))?.revision
  const before = await revision()
  await change()
  while ((await revision()) === before) await pause(5)
}

describe('deliveries', () => {
  it('bring what is in the log and then what is recorded, in order, one after the other', async () => {
    let atOnce = 0
    let mostAtOnce = 0
    const receiver = await receiverOf((_number, response) => {
      mostAtOnce = Math.max(mostAtOnce, (atOnce += 1))
      setTimeout(() => {
        atOnce -= 1
        response.writeHead(202).end('ok')
      }, 1)
      return undefined
    })
    await recordMany(45)
    await world.register({ url: receiver.url })
    world.deliver()
    await until(() => receiver.received.length === 45)
    await recordMany(5)
    await until(() => receiver.received.length === 50)
    expect(receiver.received.map(({ position }) => position)).toEqual(numbers(1, 50))
    expect(mostAtOnce).toBe(1)
  })

  it('are CloudEvents in structured mode, signed as Standard Webhooks says', async () => {
    const receiver = await receiverOf()
    await recordMany(3)
    const { secret, webhook } = await world.register({ url: `${receiver.url}?nguon=1` })
    world.deliver()
    await until(() => receiver.received.length === 3)
    const [first, , third] = receiver.received
    const events = await eventsAfter(world.log, 0)
    const { incarnation } = webhook
    expect(receiver.received.map(({ body }) => body)).toEqual(events.map((event) => cloudEventJson(publishedEvent(event, { source: `urn:sinhke:log:${incarnation}`, incarnation }))))
    expect(receiver.received.map(({ id }) => id)).toEqual(events.map(({ eventId }) => eventId))
    expect(first?.headers).toMatchObject({ 'content-type': structuredContentType, 'user-agent': 'sinhke-webhooks/1' })
    expect(first?.path).toBe('/su-kien?nguon=1')
    const verifier = new StandardWebhook(secret)
    for (const { body, headers } of receiver.received) expect(verifier.verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body))
    expect(() => verifier.verify(first?.body ?? '', third?.headers as Record<string, string>)).toThrow('No matching signature')
    expect(() => new StandardWebhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(first?.body ?? '', first?.headers as Record<string, string>)).toThrow('No matching signature')
  })

  it('repeat an event under the same id until it is taken, whatever is answered, and say how it is', async () => {
    const statuses = [500, 503, 401, 404, 302, 500]
    const receiver = await receiverOf((number) => statuses[number - 1] ?? 200)
    await recordMany(3)
    const { webhook } = await world.register({ url: receiver.url })
    let mayGoOn = false
    const clock = { now: () => new Date(), sleep: async (_durationMs: number, signal: AbortSignal) => { while (!mayGoOn && !signal.aborted) await pause(1); mayGoOn = false } }
    world.deliver({ clock })
    for (const [index, status] of statuses.entries()) {
      await until(() => receiver.received.length === index + 1)
      while ((await world.webhooks().get(webhook.id)).retrying?.attempts !== index + 1) await pause(2)
      expect(await world.webhooks().get(webhook.id)).toMatchObject({ state: 'retrying', position: 0, lag: 3, retrying: { failure: { code: status === 302 ? 'redirected' : 'status', status } } })
      mayGoOn = true
    }
    await untilAt(webhook.id, 3)
    expect(receiver.received.map(({ position }) => position)).toEqual([...statuses.map(() => 1), 1, 2, 3])
    expect(new Set(receiver.received.slice(0, 7).map(({ id }) => id)).size).toBe(1)
    expect(await world.webhooks().get(webhook.id)).toMatchObject({ state: 'active', lag: 0, retrying: undefined, deliveredAt: expect.any(String) })
  })

  it('reach a receiver that was down for three days with everything, in order, and wait longer and longer meanwhile', async () => {
    const start = new Date('2026-03-02T01:00:00Z')
    const clock = new SimulatedClock(start)
    const receiver = new ReceiverServer()
    await receiver.listen()
    await receiver.close()
    receivers.push(receiver)
    await recordMany(120)
    const webhooks = world.webhooks({ now: () => clock.now() })
    const { webhook, secret } = await world.register({ url: receiver.url }, webhooks)
    const waits: number[] = []
    const threeDaysLater = start.getTime() + 3 * 86_400_000
    world.deliver({
      clock: {
        now: () => clock.now(),
        sleep: async (durationMs) => {
          waits.push(durationMs)
          await clock.sleep(durationMs)
          if (clock.now().getTime() >= threeDaysLater && receiver.received.length === 0) await receiver.listen()
        },
      },
    })
    await recordMany(30)
    await until(() => receiver.taken.length === 150)
    expect(receiver.positions).toEqual(numbers(1, 150))
    const [first] = receiver.received
    expect((first?.timestamp ?? 0) * 1000).toBeGreaterThanOrEqual(threeDaysLater)
    expect(first?.signature).toBe(new StandardWebhook(secret).sign(first?.id ?? '', new Date((first?.timestamp ?? 0) * 1000), first?.body ?? ''))
    // From seconds up to an hour, and at most that.
    expect(waits[0]).toBeLessThanOrEqual(5_000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000)
    expect(Math.min(...waits.slice(15))).toBeGreaterThanOrEqual(1_800_000)
    expect(waits.length).toBeGreaterThan(72)
    await untilAt(webhook.id, 150)
  })

  it('wait as long as the receiver asks for, up to a day', async () => {
    const asked = ['7200', new Date('2026-03-04T00:00:00Z').toUTCString(), '99999999', 'mai']
    const receiver = await receiverOf((number, response) => {
      if (asked[number - 1] === undefined) return 200
      response.setHeader('retry-after', asked[number - 1] ?? '')
      return 503
    })
    await recordMany(1)
    const clock = new SimulatedClock(new Date('2026-03-02T00:00:00Z'))
    await world.register({ url: receiver.url }, world.webhooks({ now: () => clock.now() }))
    const waits: number[] = []
    world.deliver({ clock: { now: () => clock.now(), sleep: async (durationMs) => { waits.push(durationMs); await clock.sleep(durationMs) } } })
    await until(() => receiver.taken.length === 1)
    expect(waits.slice(0, 3)).toEqual([7_200_000, 86_400_000, 86_400_000])
    expect(waits[3]).toBeLessThanOrEqual(40_000)
  })

  it('stop at a receiver that says it is gone, and go on where it stopped', async () => {
    const receiver = await receiverOf((number) => (number === 3 ? 410 : 200))
    await recordMany(5)
    const { webhook: { id } } = await world.register({ url: receiver.url })
    const first = world.deliver()
    await untilState(id, 'stopped')
    expect(await world.webhooks().get(id)).toMatchObject({ position: 2, lag: 3, stopped: { code: 'receiver-gone' } })
    await first.stop()
    world.deliver()
    await pause(100)
    expect(receiver.received.length).toBe(3)
    await world.webhooks().resume(id, manager)
    await untilAt(id, 5)
    expect(receiver.positions).toEqual([1, 2, 3, 4, 5])
  })

  it('hold what the filter lets through, by type, tag and area, and move past the rest', async () => {
    await record(world.log, registered(unitOf(1)), registered(unitOf(2), unitOf(1)), registered(unitOf(3)))
    for (let index = 0; index < 10; index += 1) await record(world.log, submitted(index, unitOf(2)), started(index, unitOf(3)), submitted(index, unitOf(3)))
    const [byType, byTag, byArea] = [await receiverOf(), await receiverOf(), await receiverOf()]
    await world.register({ url: byType.url, filter: { types: ['project-started'] } })
    await world.register({ url: byTag.url, filter: { tags: [`project:${projectIdOf(4)}`] } })
    const { webhook } = await world.register({ url: byArea.url, filter: { unit: unitOf(1) } })
    world.deliver({ limits: { lookAtMost: 4, unsavedPositions: 5 } })
    const live = [registered(unitOf(4), unitOf(2)), submitted(4, unitOf(4)), submitted(11, unitOf(3)), started(4, unitOf(3)), ...numbers(1, 20).map(() => submitted(12, unitOf(3)))]
    await until(() => byArea.taken.length === 12)
    for (const event of live) await record(world.log, event)
    await until(() => byType.taken.length === 11 && byTag.taken.length === 5 && byArea.taken.length === 14)
    expect(byType.positions).toEqual([...numbers(0, 9).map((index) => 5 + index * 3), 37])
    expect(byTag.positions).toEqual([16, 17, 18, 35, 37])
    expect(byArea.positions).toEqual([1, 2, ...numbers(0, 9).map((index) => 4 + index * 3), 34, 35])
    while ((await world.webhooks().get(webhook.id)).lag >= 5) await pause(5)
    expect(byArea.taken.length).toBe(14)
  })

  it('go on behind the place that a filter had reached when nothing else was to be told', async () => {
    await recordMany(30)
    const receiver = await receiverOf()
    const { webhook: { id } } = await world.register({ url: receiver.url, filter: { types: ['project-started'] } })
    await world.deliver({ limits: { lookAtMost: 7 } }).stop()
    const first = world.deliver({ limits: { lookAtMost: 7 } })
    await untilDelivering(first)
    await pause(100)
    await first.stop()
    expect(await world.webhooks().get(id)).toMatchObject({ position: 30, lag: 0 })
  })

  it('stop visibly before an event that cannot be published, and whom it is not for go on', async () => {
    const unknown: NewEvent = { ...submitted(1), type: 'project-submitted', version: 99 }
    await record(world.log, submitted(1), submitted(2), unknown, started(3), submitted(4))
    const [all, some] = [await receiverOf(), await receiverOf()]
    const { webhook: { id } } = await world.register({ url: all.url })
    await world.register({ url: some.url, filter: { types: ['project-started'] } })
    const deliverer = world.deliver()
    await untilState(id, 'stopped')
    expect(await world.webhooks().get(id)).toMatchObject({ position: 2, stopped: { code: 'event-unpublishable', detail: expect.stringContaining('project-submitted') } })
    await record(world.log, unknown, started(5))
    await until(() => some.taken.length === 2)
    expect([all.positions, some.positions]).toEqual([[1, 2], [4, 7]])
    expect(deliverer.status.webhooks).toMatchObject({ active: 1, stopped: 1, mostLag: 5 })
  })

  it('stop visibly where the log was replaced or ends before the place, until they are told where to begin', async () => {
    await recordMany(5)
    const receiver = await receiverOf()
    const { webhook: { id } } = await world.register({ url: receiver.url, from: 5 })
    const first = world.deliver()
    await untilDelivering(first)
    await first.stop()
    const restored = await DeliveryWorld.open()
    await record(restored.log, submitted(1))
    const log: EventLog = {
      append: (commit) => restored.log.append(commit), findOutcomes: (commits) => restored.log.findOutcomes(commits), read: (query) => restored.log.read(query), findEvent: (eventId) => restored.log.findEvent(eventId),
      head: () => restored.log.head(), positionAt: (instant) => restored.log.positionAt(instant), follow: (after, signal) => restored.log.follow(after, signal), incarnation: () => world.log.incarnation(), close: async () => undefined,
    }
    const second = world.deliver({ log })
    await untilState(id, 'stopped')
    expect(await world.webhooks().get(id)).toMatchObject({ position: 5, stopped: { code: 'beyond-log' } })
    await second.stop()
    const third = world.deliver({ log: restored.log })
    while ((await world.webhooks().get(id)).stopped?.code !== 'log-replaced') await pause(5)
    expect(receiver.received).toEqual([])
    await third.stop()
    await restored.remove()
  })
})

const untilDelivering = async (deliverer: { readonly status: { readonly isDelivering: boolean } }): Promise<void> => {
  while (!deliverer.status.isDelivering) await pause(5)
}

describe('whoever manages subscriptions', () => {
  it('pauses and resumes: nothing goes out meanwhile, nothing is lost', async () => {
    const receiver = await receiverOf()
    const { webhook: { id } } = await world.register({ url: receiver.url })
    const deliverer = world.deliver()
    await recordMany(3)
    await untilAt(id, 3)
    await world.webhooks().pause(id, manager)
    await until(() => deliverer.status.webhooks?.paused === 1)
    await recordMany(4)
    await pause(100)
    expect(receiver.taken.length).toBe(3)
    expect(await world.webhooks().get(id)).toMatchObject({ state: 'paused', paused: { by: manager }, lag: 4 })
    await world.webhooks().resume(id, manager)
    await untilAt(id, 7)
    expect(receiver.positions).toEqual(numbers(1, 7))
  })

  it('replays from a position, with the same ids as before', async () => {
    const receiver = await receiverOf()
    await recordMany(6)
    const { webhook: { id } } = await world.register({ url: receiver.url, from: 'now' })
    world.deliver()
    await recordMany(1)
    await untilAt(id, 7)
    await world.webhooks().replay(id, 4, manager)
    await until(() => receiver.taken.length === 4)
    await untilAt(id, 7)
    expect(receiver.positions).toEqual([7, 5, 6, 7])
    expect(receiver.taken[3]?.id).toBe(receiver.taken[0]?.id)
    await expect(world.webhooks().replay(id, 8, manager)).rejects.toThrow(BeyondLog)
    await expect(world.register({ url: receiver.url, from: 8 })).rejects.toThrow(BeyondLog)
  })

  it('rotates the secret: both sign until the old one ends', async () => {
    const receiver = await receiverOf()
    const nowMs = Date.now()
    let now = new Date(nowMs)
    const webhooks = world.webhooks({ now: () => now })
    const { webhook: { id }, secret } = await world.register({ url: receiver.url }, webhooks)
    world.deliver({ clock: { now: () => now, sleep: () => pause(5) } })
    const overlapMs = 86_400_000
    const rotatedSecret = (await webhooks.rotateSecret(id, { overlapMs, actor: manager })).secret
    expect(rotatedSecret).not.toBe(secret)
    await recordMany(1)
    await until(() => receiver.taken.length === 1)
    now = new Date(nowMs + overlapMs - 1_000)
    await recordMany(1)
    await until(() => receiver.taken.length === 2)
    now = new Date(nowMs + overlapMs + 1_000)
    await recordMany(1)
    await until(() => receiver.taken.length === 3)
    const signersOf = ({ id: eventId, timestamp, body, signature }: (typeof receiver.taken)[number]) =>
      [rotatedSecret, secret].map((each) => signature.split(' ').includes(new StandardWebhook(each).sign(eventId, new Date(timestamp * 1000), body)))
    expect(receiver.taken.map(signersOf)).toEqual([[true, true], [true, true], [true, false]])
    expect(receiver.taken[0]?.signature).toMatch(/^v1,\S{44} v1,\S{44}$/)
    expect((await webhooks.get(id)).secrets).toHaveLength(1)
  })

  it('changes address and filter in the place that was reached', async () => {
    const [old, next] = [await receiverOf(), await receiverOf()]
    const { webhook: { id } } = await world.register({ url: old.url, description: 'Kho số liệu' })
    world.deliver()
    await recordMany(2)
    await untilAt(id, 2)
    await untilTakenUp(id, () => world.webhooks().change(id, { url: next.url, filter: { types: ['project-started'] } }, { id: 'b', role: 'manager' }))
    await record(world.log, submitted(1), started(1))
    await until(() => next.taken.length === 1)
    expect([old.positions, next.positions]).toEqual([[1, 2], [4]])
    expect(await world.webhooks().get(id)).toMatchObject({ description: 'Kho số liệu', url: next.url, registered: { by: manager }, changed: { by: { id: 'b' } } })
  })

  it('removes: nothing goes out any more, and neither the subscription nor its place is left', async () => {
    const [gone, kept] = [await receiverOf(), await receiverOf()]
    const { webhook: { id } } = await world.register({ url: gone.url })
    await world.register({ url: kept.url })
    world.deliver()
    await recordMany(1)
    await untilAt(id, 1)
    await world.webhooks().remove(id)
    while ((await world.store.list('webhook-place')).length > 1) await pause(5)
    await recordMany(2)
    await until(() => kept.taken.length === 3)
    expect(gone.positions).toEqual([1])
    await expect(world.webhooks().get(id)).rejects.toThrow(NoSuchWebhook)
    await expect(world.webhooks().remove(id)).rejects.toThrow(NoSuchWebhook)
  })

  it('gets the same subscription for the same request again, and is refused another under its key', async () => {
    const webhooks = world.webhooks()
    const request = { url: 'http://127.0.0.1:9009/a', filter: { types: ['project-started'] }, from: 0 }
    const key = { key: 'một', actor: manager }
    const [one, other] = await Promise.all([webhooks.register(request, key), webhooks.register(request, key)])
    expect({ ...other, repeated: true }).toEqual({ ...one, repeated: true })
    expect([one.repeated, other.repeated].sort()).toEqual([false, true])
    await expect(webhooks.register({ ...request, from: 'now' }, key)).rejects.toThrow(CommandIdReused)
    expect(await webhooks.list()).toHaveLength(1)
    expect((await webhooks.register(request, { ...key, actor: { id: 'khác', role: 'manager' } })).secret).not.toBe(one.secret)
  })

  it('finds no secret in what is kept nor in what is shown', async () => {
    const { secret, webhook } = await world.register({ url: 'http://127.0.0.1:9009/a' })
    await world.webhooks().rotateSecret(webhook.id, { overlapMs: 1_000, actor: manager })
    const kept = JSON.stringify([await world.store.list('webhook'), await world.webhooks().list()])
    for (const form of [secret, secret.slice(6), Buffer.from(secret.slice(6), 'base64').toString('hex'), Buffer.from(secret.slice(6), 'base64').toString('base64url')]) expect(kept).not.toContain(form)
  })
})

describe('the address of a receiver', () => {
  const publicOnly = new ReceiverNetworks()
  const refused = [
    'http://127.0.0.1/', 'https://127.0.0.1/', 'https://127.1/', 'https://0x7f000001/', 'https://2130706433/', 'https://0.0.0.0/', 'https://10.1.2.3/', 'https://172.16.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest',
    'https://100.64.0.1/', 'https://224.0.0.1/', 'https://255.255.255.255/', 'https://192.0.2.1/', 'https://198.18.0.1/', 'https://240.0.0.1/', 'https://[::1]/', 'https://[::]/', 'https://[fe80::1]/', 'https://[fc00::1]/', 'https://[fd12::1]/',
    'https://[ff02::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:8.8.8.8]/', 'https://[::ffff:7f00:1]/', 'https://[64:ff9b::7f00:1]/', 'https://[2002:7f00:1::]/', 'https://[2001:db8::1]/', 'https://[::127.0.0.1]/',
    'http://thongke.example.vn/', 'ftp://thongke.example.vn/', 'https://ten:mat-khau@thongke.example.vn/', 'https://thongke.example.vn/#a', 'https://thongke.example.vn:25/', 'thongke.example.vn', '/a', '', `https://thongke.example.vn/${'a'.repeat(2_000)}`, 'javascript:alert(1)',
  ]

  it('is refused at once where it is none, not public, or unusual', async () => {
    for (const url of refused) expect(() => receiverUrl(url, publicOnly)).toThrow(ReceiverRefused)
    await expect(world.register({ url: 'https://10.1.2.3/' }, world.webhooks({ networks: publicOnly }))).rejects.toThrow(ReceiverRefused)
    expect(await world.store.list('webhook')).toEqual([])
  })

  it('may be a public one, by name or number, on a usual port', () => {
    for (const url of ['https://thongke.example.vn/su-kien?a=1', 'https://thongke.example.vn:8443/', 'https://8.8.8.8/', 'https://[2606:4700::1111]/']) expect(receiverUrl(url, publicOnly)).toBe(url)
  })

  it('is allowed in the networks that the operator names, and in no other', () => {
    const networks = new ReceiverNetworks(['10.20.0.0/16', 'fd00:1::/32'])
    const allowed = (address: string, isEncrypted = false) => networks.allows(address, { isEncrypted })
    expect(['10.20.3.4', '::ffff:10.20.3.4', 'fd00:1::5'].map((address) => allowed(address))).toEqual([true, true, true])
    expect(['10.21.0.1', '127.0.0.1', '::1', 'fd00:2::5', '8.8.8.8', 'x', ''].map((address) => allowed(address))).toEqual(Array(7).fill(false))
    expect([allowed('8.8.8.8', true), allowed('10.21.0.1', true), allowed('::ffff:10.21.0.1', true)]).toEqual([true, false, false])
  })
})

describe('an attempt', () => {
  const attemptsTo = async (url: string, changed: Parameters<DeliveryWorld['deliver']>[0] = {}) => {
    await recordMany(1)
    const { webhook: { id } } = await world.register({ url })
    const deliverer = world.deliver(changed)
    await untilState(id, 'retrying')
    const { retrying } = await world.webhooks().get(id)
    return { id, failure: retrying?.failure, deliverer }
  }

  it('is not made to a private address that a name leads to, whenever it does', async () => {
    const receiver = await receiverOf()
    const answers = [['10.0.0.1', '169.254.169.254'], ['::ffff:10.0.0.1'], ['127.0.0.1']]
    let lookups = 0
    const resolve = async (host: string) => {
      expect(host).toBe('thongke.example.vn')
      lookups += 1
      return answers[lookups - 1] ?? ['10.0.0.1']
    }
    let mayGoOn = false
    const clock = { now: () => new Date(), sleep: async (_durationMs: number, signal: AbortSignal) => { while (!mayGoOn && !signal.aborted) await pause(1); mayGoOn = false } }
    const { id, failure } = await attemptsTo(`http://thongke.example.vn:${receiver.port}/`, { resolve, clock })
    expect(failure).toEqual({ code: 'address-refused' })
    mayGoOn = true
    while ((await world.webhooks().get(id)).retrying?.attempts !== 2) await pause(2)
    expect(receiver.received).toEqual([])
    mayGoOn = true
    await untilAt(id, 1)
    // It is asked anew for every connection: what was allowed a moment before may lead elsewhere now.
    await receiver.close()
    await recordMany(1)
    await untilState(id, 'retrying')
    expect((await world.webhooks().get(id)).retrying?.failure).toEqual({ code: 'address-refused' })
    expect(lookups).toBeGreaterThanOrEqual(4)
  })

  it('is not made to an address in place of a name that was allowed when it was registered, and no longer is', async () => {
    const receiver = await receiverOf()
    const { failure } = await attemptsTo(receiver.url, { networks: new ReceiverNetworks(['10.0.0.0/8']) })
    expect(failure).toEqual({ code: 'address-refused' })
    expect(receiver.received).toEqual([])
  })

  it('follows no redirect', async () => {
    const elsewhere = await receiverOf()
    const receiver = await receiverOf((_number, response) => {
      response.setHeader('location', elsewhere.url)
      return 307
    })
    const { failure } = await attemptsTo(receiver.url)
    expect(failure).toEqual({ code: 'redirected', status: 307 })
    expect(elsewhere.received).toEqual([])
  })

  it('is cut off when the answer comes too slowly, byte by byte', async () => {
    let sent = 0
    const trickling = createServer((socket) => {
      socket.on('error', () => undefined)
      const timer = setInterval(() => {
        sent += 1
        socket.write(sent === 1 ? 'HTTP/1.1 200 OK\r\nX-A: ' : 'a')
      }, 5)
      socket.on('close', () => clearInterval(timer))
    })
    trickling.listen(0, '127.0.0.1')
    await once(trickling, 'listening')
    const { failure } = await attemptsTo(`http://127.0.0.1:${(trickling.address() as { port: number }).port}/`, { limits: { timeoutMs: 200 } })
    expect(failure).toEqual({ code: 'timed-out' })
    expect(sent).toBeGreaterThan(1)
    trickling.close()
  })

  it('counts as taken by its status, though the body never ends or is huge; no more of that is read than is needed', async () => {
    let written = 0
    let closed = 0
    const receiver = await receiverOf((number, response) => {
      response.writeHead(200)
      response.once('close', () => (closed += 1))
      const timer = setInterval(() => {
        if (response.destroyed) return clearInterval(timer)
        const chunk = number === 1 ? 'a' : 'b'.repeat(65_536)
        written += chunk.length
        response.write(chunk)
      }, 2)
      return undefined
    })
    await recordMany(2)
    const { webhook: { id } } = await world.register({ url: receiver.url })
    world.deliver({ limits: { timeoutMs: 300 } })
    await untilAt(id, 2)
    await until(() => closed === 2)
    expect(receiver.received.map(({ position }) => position)).toEqual([1, 2])
    expect(written).toBeLessThan(50_000_000)
  })

  it('that failed to connect is told by the system\'s name of the error, without the address', async () => {
    const receiver = await receiverOf()
    await receiver.close()
    const { failure } = await attemptsTo(`${receiver.url}?token=bi-mat`)
    expect(failure).toEqual({ code: 'connection-failed', error: 'ECONNREFUSED' })
    expect(JSON.stringify(await world.store.list('webhook-place'))).not.toContain('bi-mat')
  })

  it('survives a connection that was kept open and has been closed by the receiver', async () => {
    const receiver = await receiverOf()
    const { webhook: { id } } = await world.register({ url: receiver.url })
    const deliverer = world.deliver()
    for (let round = 1; round <= 10; round += 1) {
      await recordMany(1)
      await untilAt(id, round)
      await receiver.close()
      await receiver.listen()
    }
    expect(receiver.positions).toEqual(numbers(1, 10))
    expect(deliverer.status.attempts).toEqual({ taken: 10, failed: 0 })
  })
})

describe('many subscriptions', () => {
  it('do not hold each other up, though most of them hang or fail', async () => {
    await recordMany(40)
    const hanging = await receiverOf(() => undefined)
    const failing = await receiverOf(() => 500)
    const good = await receiverOf()
    for (let index = 0; index < 100; index += 1) await world.register({ url: `${hanging.url}/${index}` })
    for (let index = 0; index < 80; index += 1) await world.register({ url: `${failing.url}/${index}` })
    for (let index = 0; index < 20; index += 1) await world.register({ url: `${good.url}/${index}` })
    const deliverer = world.deliver({ limits: { timeoutMs: 120_000 } })
    await until(() => good.taken.length === 800)
    for (let index = 0; index < 20; index += 1) expect(good.taken.filter(({ path }) => path === `/su-kien/${index}`).map(({ position }) => position)).toEqual(numbers(1, 40))
    // None of those that hang is given up meanwhile.
    await until(() => hanging.received.length === 100)
    while (deliverer.status.webhooks?.retrying !== 80) await pause(10)
    expect(deliverer.status.webhooks).toEqual({ active: 120, retrying: 80, stopped: 0, paused: 0, mostLag: 40 })
    const registry = new Registry()
    webhookMetrics(registry, deliverer)
    const text = await registry.metrics()
    for (const line of ['sinhke_webhooks_delivering 1', 'sinhke_webhooks{state="retrying"} 80', 'sinhke_webhooks_most_lag_events 40', 'sinhke_webhook_attempts{outcome="taken"} 800']) expect(text).toContain(line)
  })
})

describe('several deliverers', () => {
  it('deliver one at a time; one that was frozen and wakes up stores nothing and stops', async () => {
    let release: () => void = () => undefined
    const receiver = await receiverOf((number, response) => {
      if (number !== 3) return 200
      release = () => response.writeHead(200).end()
      return undefined
    })
    await recordMany(6)
    const { webhook: { id } } = await world.register({ url: receiver.url })
    // Leases of its own: it keeps believing that it leads, as one does that was frozen.
    const believing = await DeliveryWorld.open()
    const frozen = believing.deliverer({ log: world.log, store: world.store })
    frozen.start()
    await until(() => receiver.received.length === 3)
    world.deliver()
    await untilAt(id, 6)
    expect(receiver.received.map(({ position }) => position)).toEqual([1, 2, 3, 3, 4, 5, 6])
    const before = await world.store.get('webhook-place', id)
    release()
    // The event that it had on its way may come twice; then it finds another's revision, and its term is over.
    while ((await world.store.get('webhook-place', id))?.revision === before?.revision) await pause(5)
    await frozen.stop()
    await recordMany(2)
    await untilAt(id, 8)
    expect(new Set(receiver.positions)).toEqual(new Set(numbers(1, 8)))
    await believing.remove()
  })
})
