import type { Position } from '#event-log'
import type { FeedEvent } from './feed-event.js'

/** A reader's place in a stream: the log's incarnation and a position. */
export interface Place {
  readonly incarnation: string
  readonly position: Position
}

export const idOf = ({ incarnation, position }: Place): string => `${incarnation}.${position}`

/** The first thing on a stream: from where it goes on, and after how long to come again when it breaks off. */
export const opening = (place: Place, retryMs: number): string => `retry: ${retryMs}\nid: ${idOf(place)}\n\n`

/** JSON escapes line ends, so that the data are one line. */
export const frameOf = ({ position, type, json }: FeedEvent, incarnation: string): Buffer =>
  Buffer.from(`id: ${idOf({ incarnation, position })}\nevent: ${type}\ndata: ${json}\n\n`)

/** An id without data: no event is dispatched, but the reader's last event id moves (WHATWG HTML, "dispatch the event"). */
export const heartbeat = (place: Place): string => `: \nid: ${idOf(place)}\n\n`
