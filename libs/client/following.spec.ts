import { afterEach, describe, expect, it } from '@jest/globals'
import { BeyondLog, FeedRefused, FeedUnavailable, LogReplaced, MalformedEvent, MissedEvents, SinhKeClient, type ClientOptions, type FeedStep, type FollowRequest } from './index.js'
import { eventAt, frame, heartbeat, page, problem, scriptedServer, stream, type Answer } from './testing/scripted-server.js'

const closings: (() => void)[] = []
afterEach(() => {
  for (const close of closings.splice(0)) close()
})

const opening = (position: number) => `retry: 5\n${heartbeat(position)}`
const frames = (...positions: readonly number[]): string => positions.map((position) => frame(eventAt(position))).join('')

/** What comes until so many steps have, or the following ends by an error. */
const follow = async (answers: readonly Answer[], { steps: most, request = {}, options = {} }: { steps: number; request?: FollowRequest; options?: Partial<ClientOptions> }) => {
  const server = await scriptedServer(...answers)
  closings.push(server.close)
  const troubles: Error[] = []
  const waits: number[] = []
  const client = new SinhKeClient({ url: server.url, token: 't', firstWaitMs: 1, silenceMs: 5_000, onTrouble: (trouble, waitMs) => void (troubles.push(trouble), waits.push(waitMs)), ...options })
  const steps: FeedStep[] = []
  let error: unknown
  try {
    for await (const step of client.follow(request)) if (steps.push(step) === most) break
  } catch (thrown) {
    error = thrown
  }
  return { requests: server.requests, troubles, waits, error, steps, positions: steps.flatMap(({ event, place }) => (event === undefined ? [] : [place.position])), places: steps.map(({ place }) => place.position) }
}

describe('following the feed', () => {
  it('gives what was there and what comes, across streams that end in the middle of an event', async () => {
    const half = frame(eventAt(3)).slice(0, 60)
    const { positions, requests } = await follow([stream(opening(0) + frames(1, 2) + half), stream(opening(2) + frames(3, 4)), stream(opening(4) + frames(5))], { steps: 6 })
    expect(positions).toEqual([1, 2, 3, 4, 5])
    expect(requests.map(({ lastEventId, isStream }) => [lastEventId, isStream])).toEqual([[undefined, true], ['one.2', true], ['one.4', true]])
  })

  it('drops what comes twice', async () => {
    expect((await follow([stream(opening(0) + frames(1, 2)), stream(opening(0) + frames(1, 2, 2, 3, 1))], { steps: 4 })).positions).toEqual([1, 2, 3])
  })

  it('moves with heartbeats past what a filter hides, and begins again there', async () => {
    const answers = [stream(heartbeat(10) + frames(14) + heartbeat(20)), stream(opening(20) + frames(25), { holds: true })]
    const { places, positions, requests } = await follow(answers, { steps: 3, request: { after: 10, incarnation: 'one', filter: { types: ['project-started'], unit: 'vn-2025/19' } } })
    expect(positions).toEqual([14, 25])
    expect(places).toEqual([14, 20, 25])
    expect(requests.map(({ after, lastEventId }) => [after, lastEventId])).toEqual([[10, 'one.10'], [20, 'one.20']])
  })

  it('asks once more, by pages, where positions are missing, and goes on where they came then', async () => {
    const gap = stream(opening(0) + frames(1, 3))
    const { positions, troubles, requests } = await follow([gap, page([eventAt(2), eventAt(3)], { next: 3, head: 3 }), stream(opening(3) + frames(4), { holds: true })], { steps: 5 })
    expect(positions).toEqual([1, 2, 3, 4])
    expect(troubles[0]).toMatchObject({ code: 'events-missed', after: 1, next: 3 })
    expect(requests.map(({ isStream }) => isStream)).toEqual([true, false, true])
  })

  it.each([
    ['events that are missing', frames(1, 3), MissedEvents],
    ['heartbeats that pass over events', frames(1) + heartbeat(3), MissedEvents],
    ['an event that is none', `${frames(1)}id: one.2\ndata: {"specversion":"1.0"}\n\n`, MalformedEvent],
    ['an event without JSON', `${frames(1)}id: one.2\ndata: {\n\n`, MalformedEvent],
    ['an id that is none', `${frames(1)}id: here\n\n`, MalformedEvent],
  ])('asks once more at %s, and ends where that is no better', async (_what, text, expected) => {
    const wrongPage: Answer = (response, request) => (request.isStream ? stream(opening(request.after) + text) : page([eventAt(3)], { next: 3, head: 3 }))(response, request)
    const { error, positions, troubles } = await follow([wrongPage], { steps: 9 })
    expect(positions).toEqual([1])
    expect(troubles).toHaveLength(1)
    expect(troubles[0]).toBeInstanceOf(expected)
    expect(error).toBeInstanceOf(MissedEvents)
  })

  it('tells that the log was restored, by what the server says, by an event and by a heartbeat', async () => {
    const request = { after: 5, incarnation: 'one' }
    const says = await follow([problem(410, 'log-replaced', { facts: { incarnation: 'two' } })], { steps: 1, request })
    const byEvent = await follow([stream(opening(5) + frame(eventAt(6, 'two')))], { steps: 1, request })
    const byHeartbeat = await follow([stream(heartbeat(0, 'two'))], { steps: 1, request })
    const later = await follow([stream(opening(5) + frames(6)), stream(heartbeat(9, 'two'))], { steps: 9, request })
    for (const { error } of [says, byEvent, byHeartbeat, later]) {
      expect(error).toBeInstanceOf(LogReplaced)
      expect(error).toMatchObject({ code: 'log-replaced', asked: 'one', incarnation: 'two' })
    }
    expect((await follow([problem(409, 'beyond-log', { facts: { head: 3, incarnation: 'one' } })], { steps: 1, request })).error).toEqual(new BeyondLog(5, 3, 'one'))
  })

  it.each([[401, 'unauthenticated'], [403, 'forbidden'], [400, 'malformed-query'], [404, 'not-found']])('ends at once where the server answers %s', async (status, code) => {
    const { error, requests } = await follow([problem(status, code)], { steps: 1 })
    expect(error).toBeInstanceOf(FeedRefused)
    expect(error).toMatchObject({ status, code })
    expect(requests).toHaveLength(1)
  })

  it('waits at least as long as the server asks, and longer with each failure', async () => {
    const busy = problem(503, 'too-many-readers', { headers: { 'retry-after': '1' } })
    const { waits, positions } = await follow([busy, problem(502, ''), problem(500, 'internal'), problem(500, 'internal'), stream(opening(0) + frames(1), { holds: true })], { steps: 2, options: { firstWaitMs: 16 } })
    expect(waits[0]).toBeGreaterThanOrEqual(1_000)
    for (const [index, longestMs] of [32, 64, 128].entries()) {
      expect(waits[index + 1]).toBeLessThanOrEqual(longestMs)
      expect(waits[index + 1]).toBeGreaterThanOrEqual(longestMs / 2)
    }
    expect(positions).toEqual([1])
  })

  it('reads by pages where no stream gets through, and takes a stream again when one does', async () => {
    const plain: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
    const silent: Answer = () => undefined
    const answers = [plain, page([eventAt(1)], { next: 1, head: 2 }), page([eventAt(2)], { next: 2, head: 2 }), silent, page([eventAt(3)], { next: 3, head: 3 }), stream(opening(3) + frames(4), { holds: true })]
    const { positions, requests } = await follow(answers, { steps: 4, options: { silenceMs: 200 } })
    expect(positions).toEqual([1, 2, 3, 4])
    expect(requests.map(({ isStream }) => isStream)).toEqual([true, false, false, true, false, true])
  })

  it('comes again where heartbeats stay away', async () => {
    const { positions, troubles } = await follow([stream(opening(0) + frames(1), { holds: true }), stream(opening(1) + frames(2), { holds: true })], { steps: 3, options: { silenceMs: 150 } })
    expect(positions).toEqual([1, 2])
    expect(troubles[0]).toBeInstanceOf(FeedUnavailable)
  })

  it('is patient with a server that is not there, and ends quietly when it is told to', async () => {
    const server = await scriptedServer()
    server.close()
    const stop = new AbortController()
    const troubles: Error[] = []
    const client = new SinhKeClient({ url: server.url, token: 't', firstWaitMs: 1, onTrouble: (trouble) => (troubles.push(trouble) === 3 ? stop.abort() : undefined) })
    const steps: FeedStep[] = []
    for await (const step of client.follow({ signal: stop.signal })) steps.push(step)
    expect(steps).toEqual([])
    expect(troubles.map((trouble) => trouble instanceof FeedUnavailable)).toEqual([true, true, true])
  })

  it('ends quietly in the middle of a stream, and its connection with it', async () => {
    let closed: Promise<void> | undefined
    const server = await scriptedServer((response, request) => {
      closed = new Promise((resolve) => void response.once('close', resolve))
      stream(opening(0) + frames(1), { holds: true })(response, request)
    })
    closings.push(server.close)
    const stop = new AbortController()
    for await (const { event } of new SinhKeClient({ url: server.url, token: 't' }).follow({ signal: stop.signal })) if (event !== undefined) setTimeout(() => stop.abort(), 10)
    await closed
    expect(server.requests).toHaveLength(1)
  })

  it('takes no more from the network than is asked of it', async () => {
    let sent = 0
    const server = await scriptedServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const fill = () => {
        while (sent < 20_000) {
          sent += 1
          if (!response.write(frame(eventAt(sent, 'one', { later: 'x'.repeat(4_000) } as object)))) return void response.once('drain', fill)
        }
      }
      fill()
    })
    closings.push(server.close)
    for await (const { place } of new SinhKeClient({ url: server.url, token: 't' }).follow()) {
      if (place.position === 1) await new Promise((resolve) => setTimeout(resolve, 1_000))
      if (place.position < 10) continue
      break
    }
    // 80 MB were there to be had.
    expect(sent).toBeLessThan(10_000)
  })

  it('asks for the token each time, so that one that was renewed is taken', async () => {
    const tokens: string[] = []
    const answer: Answer = (response, request) => stream(opening(request.after) + frames(request.after + 1))(response, request)
    await follow([answer], { steps: 4, options: { token: () => `t${tokens.push('')}` } })
    expect(tokens.length).toBeGreaterThanOrEqual(3)
  })
})

describe('reading pages', () => {
  const pagesOf = async (answers: readonly Answer[], options: Partial<ClientOptions> = {}) => {
    const server = await scriptedServer(...answers)
    closings.push(server.close)
    const positions: number[] = []
    for await (const { events } of new SinhKeClient({ url: server.url, token: 't', firstWaitMs: 1, ...options }).pages()) positions.push(...events.map(({ data }) => data.position))
    return positions
  }

  it('goes on where one did not come, and gives up after some attempts in a row', async () => {
    const ill = problem(503, 'unavailable')
    expect(await pagesOf([ill, page([eventAt(1)], { next: 1, head: 2 }), ill, ill, page([eventAt(2)], { next: 2, head: 2 })], { mostAttempts: 3 })).toEqual([1, 2])
    await expect(pagesOf([ill], { mostAttempts: 3 })).rejects.toThrow(FeedUnavailable)
  })

  it('tells what is missing, what is no page, and that the log was restored meanwhile', async () => {
    await expect(pagesOf([page([eventAt(2)], { next: 2, head: 2 })])).rejects.toThrow(MissedEvents)
    await expect(pagesOf([page([eventAt(1)], { next: 3, head: 3 })])).rejects.toThrow(MissedEvents)
    await expect(pagesOf([page([], { next: 0, head: 3 })])).rejects.toThrow(MalformedEvent)
    await expect(pagesOf([(response) => void response.end('{"events":[]}')])).rejects.toThrow(MalformedEvent)
    await expect(pagesOf([page([eventAt(1)], { next: 1, head: 2 }), page([], { next: 2, head: 2, incarnation: 'two' })])).rejects.toThrow(LogReplaced)
  })
})
