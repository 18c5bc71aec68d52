import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { EventStreamParser, type DispatchedEvent } from '../../test/event-stream.js'
import { EventStreamReader } from './event-stream.js'

const blocksOf = (chunks: readonly string[]) => {
  const reader = new EventStreamReader()
  return chunks.flatMap((chunk) => [...reader.push(chunk)])
}

const lines = fc.constantFrom('id: one.1', 'id:one.2', 'id', 'data: {"a":1}', 'data:  x', 'data', 'event: e', 'retry: 50', 'retry: x', ': remark', ':', 'unknown: x', '', '')
const streams = fc.array(lines, { maxLength: 30 })

/** Cut anywhere. */
const chunksOf = (text: string, cuts: readonly number[]): string[] => {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((one, other) => one - other), text.length]
  return places.slice(1).map((end, index) => text.slice(places[index], end))
}

describe('reading text/event-stream', () => {
  it('dispatches what another reader dispatches, and moves the id as it does, however the text is cut and whatever ends its lines', () => {
    fc.assert(
      fc.property(streams, fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(), { maxLength: 20 }), (all, end, cuts) => {
        const dispatched: DispatchedEvent[] = []
        const other = new EventStreamParser((each) => dispatched.push(each))
        other.push(all.map((line) => `${line}\n`).join(''))
        // The next character tells whether a carriage return was a whole end.
        const text = `${all.map((line) => `${line}${end}`).join('')}:`
        const blocks = blocksOf(chunksOf(text, cuts))
        const shown = blocks.filter(({ data = '' }) => data !== '').map(({ id = '', data }) => ({ id, data }))
        expect(shown).toEqual(dispatched.map(({ id, data }) => ({ id, data })))
        expect(blocks.at(-1)?.id ?? '').toBe(other.lastEventId)
      }),
      { numRuns: 500 },
    )
  })

  it('tells of a block without data, whose id is the place all the same', () => {
    expect(blocksOf([': \nid: one.7\n\nretry: 40\n\n'])).toEqual([{ id: 'one.7', data: undefined, retryMs: undefined }, { id: 'one.7', data: undefined, retryMs: 40 }])
  })

  it('holds no more of an event that never ends than it is told', () => {
    const reader = new EventStreamReader(100)
    const endless = () => {
      for (let index = 0; index < 20; index += 1) Array.from(reader.push('data: 0123456789\n'))
    }
    expect(endless).toThrow('longer than 100')
    expect(() => [...new EventStreamReader(100).push('x'.repeat(101))]).toThrow('longer than 100')
  })
})
