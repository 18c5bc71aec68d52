import { LogReplaced, MalformedEvent, MissedEvents } from './errors.js'
import { positionOf, type FeedEvent } from './event.js'

/** How far a reader has got: save both, in the transaction that also saves what the events do. */
export interface Place {
  readonly incarnation: string
  readonly position: number
}

/** Without a filter nothing is hidden, so that positions follow each other. */
export type Hides = 'nothing' | 'what the filter hides'

/** A reader's place as events come: it tells a repeat, a gap, and another log. */
export class Tracker {
  #position: number
  #incarnation: string | undefined

  constructor(start: { readonly after: number; readonly incarnation?: string | undefined }, private readonly hides: Hides) {
    this.#position = start.after
    this.#incarnation = start.incarnation
  }

  get position(): number {
    return this.#position
  }

  get incarnation(): string | undefined {
    return this.#incarnation
  }

  get place(): Place {
    if (this.#incarnation === undefined) throw new Error('the incarnation is not known before something came')
    return { incarnation: this.#incarnation, position: this.#position }
  }

  /** Whether the event is new; one that came before is not. Throws `LogReplaced` and `MissedEvents`. */
  take(event: FeedEvent): boolean {
    this.#learn(event.incarnation)
    const position = positionOf(event)
    if (position <= this.#position) return false
    if (this.hides === 'nothing' && position !== this.#position + 1) throw new MissedEvents(this.#position, position)
    this.#position = position
    return true
  }

  /** Whether a heartbeat or the end of a page tells anything: a place farther on, or at first of which log it is. */
  moveTo({ incarnation, position }: Place): boolean {
    const isFirst = this.#learn(incarnation)
    if (position <= this.#position) return isFirst
    if (this.hides === 'nothing') throw new MissedEvents(this.#position, position)
    this.#position = position
    return true
  }

  #learn(incarnation: string): boolean {
    if (this.#incarnation !== undefined && incarnation !== this.#incarnation) throw new LogReplaced(this.#incarnation, incarnation)
    const isFirst = this.#incarnation === undefined
    this.#incarnation = incarnation
    return isFirst
  }
}

/** A stream's id: incarnation and position. */
export const placeOfId = (id: string): Place => {
  const [, incarnation, position] = /^([\w-]+)\.(\d{1,15})$/.exec(id) ?? []
  if (incarnation === undefined) throw new MalformedEvent(`id ${JSON.stringify(id.slice(0, 100))}`)
  return { incarnation, position: Number(position) }
}

export const idOfPlace = ({ incarnation, position }: Place): string => `${incarnation}.${position}`
