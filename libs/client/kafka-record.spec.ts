import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { cloudEventHeaders, cloudEventValue } from '#contracts'
import { examplesOf } from '../../docs/source/contract-files.js'
import { readReleased } from '../../docs/source/contract-folder.js'
import { projectFolder } from '../../test/project.js'
import { eventOfRecord, isKnown, MalformedEvent } from './index.js'

const published = [...examplesOf(await readReleased(join(projectFolder, 'contracts'))).values()]

describe('a record of the topic', () => {
  it('is the same event as on the other feeds, of every version that there is', () => {
    for (const event of published) {
      const headers = Object.fromEntries(Object.entries(cloudEventHeaders(event)).map(([name, value]) => [name, Buffer.from(value)]))
      expect(eventOfRecord({ headers, value: Buffer.from(cloudEventValue(event)) })).toEqual(event)
      expect(isKnown(eventOfRecord({ headers, value: cloudEventValue(event) }))).toBe(true)
    }
    expect(published.length).toBeGreaterThan(50)
  })

  it('of a version, with headers and fields that came later is passed on', () => {
    const [event] = published
    if (event === undefined) throw new Error('no example')
    const headers = { ...cloudEventHeaders(event), ce_type: 'vn.sinhke.something-new.v3', ce_later: 'x', traceparent: 'y' }
    const later = eventOfRecord({ headers, value: JSON.stringify({ ...event.data, payload: { another: true } }) })
    expect(later).toMatchObject({ type: 'vn.sinhke.something-new.v3', later: 'x', data: { payload: { another: true } } })
    expect(later).not.toHaveProperty('traceparent')
    expect(isKnown(later)).toBe(false)
  })

  it('that lacks a header or a value, or whose bytes were changed, is no event', () => {
    const [event] = published
    if (event === undefined) throw new Error('no example')
    const [headers, value] = [cloudEventHeaders(event), cloudEventValue(event)]
    for (const missing of Object.keys(headers).filter((name) => name !== 'content-type')) {
      expect(() => eventOfRecord({ headers: { ...headers, [missing]: undefined }, value })).toThrow(MalformedEvent)
    }
    for (const wrong of [null, '', '{', '[]', '{}', Buffer.from([0xff, 0xfe])]) expect(() => eventOfRecord({ headers, value: wrong })).toThrow(MalformedEvent)
    expect(() => eventOfRecord({ headers: { ...headers, ce_sequence: '1'.padStart(19, '0') }, value })).toThrow(MalformedEvent)
  })
})
