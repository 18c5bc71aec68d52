import fc from 'fast-check'
import { catalogue, eventCorrected, getDefinition, getPayload, type EventDefinition } from '#domain'
import type { JsonObject, RecordedEvent } from '#event-log'
import { arbitraryData } from './arbitrary-data.js'

export const log = { source: 'urn:sinhke:log:thai-nguyen', incarnation: '0b0e7f6e-3f6a-4b57-9a55-2f1f36e2f3f4' }

/** An event of that type around the data, as a log would hold it. */
export const recordedEvent = (type: string, data: JsonObject, version = getDefinition(type).version): RecordedEvent => ({
  position: 42, eventId: '5b0dfe9c-7d4d-5a8f-9a13-6c1c8a3f2a10', recordedAt: '2026-03-21T02:11:09.123Z', type, version, data,
  tags: ['household:1', 'project:2'], subject: 'project:2', occurredOn: '2026-03-20', unit: { codeSet: 'vn-2025', code: '05674' },
  actor: { id: '8f3c2c52-0f0a-4a8f-8f5b-0a1f8c0f9b01', role: 'officer', unit: { codeSet: 'vn-2025', code: '05674' } }, entrySource: 'app',
  commandId: 'b3f1f8de-5a4b-4a9e-8e61-6f0c3d3a7c22', correlationId: 'b3f1f8de-5a4b-4a9e-8e61-6f0c3d3a7c22',
})

const ordinary = [...catalogue.values()].filter(({ type }) => type !== eventCorrected.type)

/** An event of any type and version; of a correction the replacement is data of any other type. */
export const arbitraryEvent: fc.Arbitrary<RecordedEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ordinary.flatMap(versionsOf)).chain(({ type, version }) => dataOf(type, version).map((data) => recordedEvent(type, data, version))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...ordinary.flatMap(versionsOf)).chain(({ type, version }) =>
      fc.tuple(dataOf(eventCorrected.type, eventCorrected.version), fc.option(dataOf(type, version), { nil: undefined })).map(([correction, replacement]) => {
        const { replacement: _, ...others } = correction
        const data = { ...others, correctedType: type, correctedVersion: version, effect: replacement === undefined ? 'annulled' : 'replaced', ...(replacement === undefined ? {} : { replacement }) }
        return recordedEvent(eventCorrected.type, data)
      })),
  },
)

function versionsOf({ type, version, earlierPayloads = {} }: EventDefinition) {
  return [...Object.keys(earlierPayloads).map(Number), version].map((each) => ({ type, version: each }))
}

const dataOf = (type: string, version: number): fc.Arbitrary<JsonObject> =>
  // Made after the shape of the type's data: an object.
  arbitraryData(getPayload(getDefinition(type), version)) as fc.Arbitrary<JsonObject>
