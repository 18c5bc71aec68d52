// The event catalogue: every type of event, with its lasting shape, tags, sealed fields and sentence.
// It must never hold today's rules: those are the decisions'.
import type { JsonObject } from '#event-log'
import { eventCorrected, type Correction } from '../core/correction.js'
import { upcast, type EventDefinition, type FieldPath } from '../core/event-definition.js'
import * as capitalEvents from './capital-events.js'
import * as groupEvents from './group-events.js'
import * as householdEvents from './household-events.js'
import * as programmeEvents from './programme-events.js'
import * as contributionEvents from './contribution-events.js'
import * as obligationEvents from './obligation-events.js'
import * as projectEvents from './project-events.js'
import * as rotationEvents from './rotation-events.js'
import * as supportEvents from './support-events.js'

export * from './capital-events.js'
export * from './group-events.js'
export * from './household-events.js'
export * from './programme-events.js'
export * from './contribution-events.js'
export * from './obligation-events.js'
export * from './project-events.js'
export * from './rotation-events.js'
export * from './support-events.js'

const definitions = [
  eventCorrected,
  ...Object.values(programmeEvents),
  ...Object.values(contributionEvents),
  ...Object.values(obligationEvents),
  ...Object.values(projectEvents),
  ...Object.values(rotationEvents),
  ...Object.values(supportEvents),
  ...Object.values(capitalEvents),
  ...Object.values(householdEvents),
  ...Object.values(groupEvents),
] as unknown as readonly EventDefinition[]

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
