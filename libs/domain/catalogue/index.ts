// The event catalogue: every type of event, with its lasting shape, tags, sealed fields and sentence.
// It must never hold today's rules: those are the decisions'.
import type { JsonObject } from '#event-log'
import { eventCorrected, type Correction } from '../core/correction.js'
import { upcast, type EventDefinition, type FieldPath } from '../core/event-definition.js'
import * as events from './events.js'

export * from './events.js'

const definitions = [eventCorrected, ...Object.values(events)] as unknown as readonly EventDefinition[]

/** Every event type's definition. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(definitions.map((definition) => [definition.type, definition]))

export const getDefinition = (type: string): EventDefinition => {
  const definition = catalogue.get(type)
  if (definition === undefined) throw new Error(`the catalogue has no event ${type}`)
  return definition
}

/** The sealed and internal fields of an event's data; of a correction also those of what it puts in place. */
export const markedFieldsOf = ({ type, data }: { readonly type: string; readonly data: unknown }): readonly FieldPath[] => {
  const { fields } = getDefinition(type)
  if (type !== eventCorrected.type) return fields
  const { correctedType } = data as Correction
  return [...fields, ...getDefinition(correctedType).fields.map((field) => ({ ...field, path: ['replacement', ...field.path] }))]
}

/** The event with its data in today's shape, checked against it; throws where a stored shape is not the catalogue's. */
export const inTodaysShape = <Event extends { readonly type: string; readonly version: number; readonly data: JsonObject }>(event: Event): Event => {
  const definition = getDefinition(event.type)
  if (event.version === definition.version) return event
  const data = upcast(definition, event)
  return { ...event, version: definition.version, data: definition.payload.parse(data) as JsonObject }
}
