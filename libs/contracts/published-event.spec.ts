import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { catalogue, markedFieldsOf, openFieldsOf } from '#domain'
import type { JsonObject } from '#event-log'
import { livelihood } from '#read-models/testing/livelihood'
import { cloudEventHeaders, cloudEventJson, cloudEventValue } from './cloud-event.js'
import { findEventVersion, logSourceOf, publishedTypeOf, schemaIdOf, sequenceOf } from './names.js'
import { publishedEvent } from './published-event.js'
import { secret, secretNumber } from './testing/arbitrary-data.js'
import { arbitraryEvent, log, recordedEvent } from './testing/recorded.js'

const closed = { sealed: 'YWJj', key: 'household:1', at: 'e/reason' }
const payloadOf = (type: string, data: JsonObject) => publishedEvent(recordedEvent(type, data), log).data.payload

describe('a published event', () => {
  it('is a CloudEvents 1.0 event around the event data', () => {
    const event = recordedEvent('head-changed', { householdId: 'h', personId: 'p' })
    const { data, ...attributes } = publishedEvent(event, log)
    expect(attributes).toEqual({
      specversion: '1.0', id: event.eventId, source: log.source, type: 'vn.sinhke.head-changed.v1', subject: 'project:2', time: event.recordedAt, datacontenttype: 'application/json',
      dataschema: 'urn:sinhke:event:head-changed.v1', sequence: '0000000000000000042', incarnation: log.incarnation,
    })
    const { occurredOn, unit, entrySource, actor, tags, position, commandId, correlationId } = event
    expect(data).toEqual({ occurredOn, unit, entrySource, actor, tags, position, commandId, correlationId, payload: { householdId: 'h', personId: 'p' } })
    expect(Object.keys(attributes).every((name) => /^[a-z0-9]{1,20}$/.test(name))).toBe(true)
  })

  it('has the paper, rule set, cause and corrected event where there are any', () => {
    const more = { paper: { number: '01/QĐ', date: '2026-03-20', issuer: 'UBND xã' }, ruleSetId: 'r', causationId: 'c', correctsEventId: 'e' }
    expect(publishedEvent({ ...recordedEvent('head-changed', {}), ...more }, log).data).toMatchObject(more)
  })

  it('leaves a sealed field out, and of a list of rows only that field', () => {
    const members = [{ personId: 'p', relation: 'head', identity: closed }, { personId: 'q', relation: 'child', identity: closed }]
    expect(payloadOf('household-registered', { householdId: 'h', village: closed, members })).toEqual({
      householdId: 'h', members: [{ personId: 'p', relation: 'head' }, { personId: 'q', relation: 'child' }],
    })
  })

  it('leaves an internal field out', () => {
    expect(payloadOf('poverty-classified', { householdId: 'h', scores: { b1: 130 } })).toEqual({ householdId: 'h' })
  })

  it('leaves out of a correction its finding and what the corrected type withholds', () => {
    const replacement = { householdId: 'h', villages: 'x', village: closed, members: [{ personId: 'p', identity: closed }] }
    const correction = { correctedType: 'household-registered', correctedVersion: 1, effect: 'replaced', finding: closed }
    expect(payloadOf('event-corrected', { ...correction, replacement }).replacement).toEqual({ householdId: 'h', villages: 'x', members: [{ personId: 'p' }] })
    expect(payloadOf('event-corrected', { ...correction, effect: 'annulled' })).toEqual({ correctedType: 'household-registered', correctedVersion: 1, effect: 'annulled' })
  })

  it('is refused where a closed value stands in a field that nothing marks', () => {
    expect(() => payloadOf('head-changed', { householdId: 'h', notes: [{ text: closed }] })).toThrow('head-changed v1: event 5b0dfe9c-7d4d-5a8f-9a13-6c1c8a3f2a10 has a sealed value')
  })

  it('is refused of a type or version that the catalogue does not know', () => {
    expect(() => publishedEvent({ ...recordedEvent('head-changed', {}), type: 'head-crowned' }, log)).toThrow('no event head-crowned')
    expect(() => publishedEvent({ ...recordedEvent('head-changed', {}), version: 2 }, log)).toThrow('head-changed has no version 2')
    const correction = { correctedType: 'household-registered', correctedVersion: 9, effect: 'replaced', replacement: {}, finding: closed }
    expect(() => payloadOf('event-corrected', correction)).toThrow('household-registered has no version 9')
  })

  it('leaves the recorded event as it was', () => {
    const event = recordedEvent('household-registered', { householdId: 'h', village: closed, members: [{ personId: 'p', identity: closed }] })
    const before = structuredClone(event)
    publishedEvent(event, log)
    expect(event).toEqual(before)
  })

  it('never holds anything sealed or internal, whatever the data', () => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const text = cloudEventJson(publishedEvent(event, log))
        expect(text).not.toContain(secret)
        expect(text).not.toContain(String(secretNumber))
        expect(text).not.toContain('"sealed"')
      }),
      { numRuns: 2_000 },
    )
  })

  it('never holds what a life of every kind of event says of persons', () => {
    const events = livelihood().scenario.events.map(({ type, data, version, subject }) => ({ ...recordedEvent(type, data as JsonObject, version), subject }))
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(catalogue.keys()))
    const clear = events.flatMap(({ type, data, subject }) => openFieldsOf(markedFieldsOf({ type, data }), data, subject)).flatMap(({ value }) => (typeof value === 'string' ? [value] : Object.values(value as object) as string[]))
    expect(clear.length).toBeGreaterThan(50)
    const text = events.map((event) => JSON.stringify(publishedEvent(event, log).data.payload)).join('\n')
    for (const each of clear) expect(text).not.toContain(JSON.stringify(each))
  })
})

describe('in binary mode', () => {
  it('every attribute is a header, and the data alone the value', () => {
    const published = publishedEvent(recordedEvent('head-changed', { householdId: 'h' }), log)
    expect(cloudEventHeaders(published)).toEqual({
      'content-type': 'application/json', ce_specversion: '1.0', ce_id: published.id, ce_source: log.source, ce_type: published.type, ce_subject: 'project:2', ce_time: published.time,
      ce_dataschema: published.dataschema, ce_sequence: '0000000000000000042', ce_incarnation: log.incarnation,
    })
    expect(JSON.parse(cloudEventValue(published))).toEqual(published.data)
  })
})

describe('a name', () => {
  it('of a type and version is read back, and no other is taken for one', () => {
    for (const type of catalogue.keys()) expect(findEventVersion(publishedTypeOf({ type, version: 12 }))).toEqual({ type, version: 12 })
    for (const name of ['vn.sinhke.head-changed', 'vn.sinhke.head-changed.v0', 'vn.sinhke.head-changed.v01', 'vn.other.head-changed.v1', 'head-changed']) expect(findEventVersion(name)).toBeUndefined()
    expect(schemaIdOf({ type: 'head-changed', version: 2 })).toBe('urn:sinhke:event:head-changed.v2')
  })

  it('of a log is its own, or its incarnation', () => {
    expect(logSourceOf({ name: 'thai-nguyen', incarnation: 'i' })).toBe('urn:sinhke:log:thai-nguyen')
    expect(logSourceOf({ incarnation: 'i' })).toBe('urn:sinhke:log:i')
    expect(() => logSourceOf({ name: 'Thái Nguyên', incarnation: 'i' })).toThrow('small letters')
  })

  it('of a position sorts as the position', () => {
    const positions = [1, 9, 10, 46_776, Number.MAX_SAFE_INTEGER]
    expect(positions.map(sequenceOf).sort()).toEqual(positions.map(sequenceOf))
    expect(sequenceOf(7)).toHaveLength(19)
  })
})
