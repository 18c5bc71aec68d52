import type { Actor, EntrySource, Position } from '#event-log'
import type { Refusal } from '#domain'

/** What comes with a command beside its fields. */
export interface Envelope {
  /** UUID; the same command sent again under it changes nothing and gets the first outcome. */
  readonly commandId: string
  readonly actor: Actor
  readonly entrySource: EntrySource
  readonly correlationId?: string | undefined
  readonly causationId?: string | undefined
}

/** What a command came to. */
export interface Recorded {
  /** The last of its events; where it recorded none, the position that was read. */
  readonly position: Position
  readonly events: readonly RecordedReference[]
  /** True when this command had been recorded before. */
  readonly repeated: boolean
}

/** One event that a command recorded; its subject names the thing that it made or changed. */
export interface RecordedReference {
  readonly eventId: string
  readonly type: string
  readonly subject: string
}

/** A rule was broken: nothing was recorded. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
  constructor(readonly refusal: Refusal) {
    super(`${refusal.code}: ${refusal.message.en}`)
  }
}

const envelopes = new WeakMap<object, Envelope>()

/** The command, ready for the CommandBus: `bus.execute(submit(command, envelope))`. */
export const submit = <Command extends object>(command: Command, envelope: Envelope): Command => {
  envelopes.set(command, envelope)
  return command
}

export const getEnvelope = (command: object): Envelope => {
  const envelope = envelopes.get(command)
  if (envelope === undefined) throw new Error(`${command.constructor.name} was sent without its envelope: use submit()`)
  return envelope
}
