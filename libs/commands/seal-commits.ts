import { eventIdOf, type Commit, type JsonObject, type NewEvent } from '#event-log'
import { markedFieldsOf, openFieldsOf, replaceFields, type DecidedEvent } from '#domain'
import type { Vault } from '#vault'
import type { Pending, Verdict } from './pending.js'

/** A verdict that has events. */
export interface Deciding extends Verdict {
  readonly decided: readonly DecidedEvent[]
}

/** The commits of a turn, their sealed fields closed; every key is durable before this returns. */
export const sealCommits = async (verdicts: readonly Deciding[], vault: Vault): Promise<Commit[]> => {
  const open = verdicts.flatMap(({ pending, decided }) => decided.flatMap((event, index) => openIn(pending, event, index)))
  const closed = open.length === 0 ? [] : await vault.seal(open.map(({ key, at, value }) => ({ key, at, value })))
  const closedByEvent = new Map<string, Map<string, unknown>>()
  open.forEach(({ eventId, field }, index) => {
    closedByEvent.set(eventId, (closedByEvent.get(eventId) ?? new Map<string, unknown>()).set(field, closed[index]))
  })
  return verdicts.map((verdict) => commitOf(verdict, closedByEvent))
}

const openIn = ({ envelope }: Pending, event: DecidedEvent, index: number) => {
  const fields = openFieldsOf(markedFieldsOf(event), event.data, event.subject)
  if (fields.length === 0) return []
  const eventId = eventIdOf(envelope.commandId, index)
  return fields.map((field) => ({ ...field, eventId, at: `${eventId}/${field.field}` }))
}

const commitOf = ({ pending: { envelope, fingerprint }, decided, tags, after, seen }: Deciding, closedByEvent: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Commit => ({
  commandId: envelope.commandId,
  fingerprint,
  actor: envelope.actor,
  entrySource: envelope.entrySource,
  correlationId: envelope.correlationId ?? envelope.commandId,
  causationId: envelope.causationId,
  events: decided.map((event, index): NewEvent => {
    const fields = closedByEvent.size === 0 ? undefined : closedByEvent.get(eventIdOf(envelope.commandId, index))
    // Checked by the catalogue where it was made: plain JSON.
    const data = event.data as JsonObject
    return { ...event, data: fields === undefined ? data : replaceFields(data, fields) }
  }),
  condition: tags.length === 0 ? undefined : { tags, after, seen },
})
