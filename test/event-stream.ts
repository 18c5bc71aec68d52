/** An event as a stream dispatches it. */
export interface DispatchedEvent {
  readonly id: string
  readonly type: string
  readonly data: string
}

/** Reads text/event-stream as WHATWG HTML tells, for what our server sends: lines end with a line feed. */
export class EventStreamParser {
  #text = ''
  #id = ''
  #type = ''
  #data: string[] = []
  /** The last event id: what a reader comes again with. It moves at a blank line, with data or without. */
  lastEventId = ''
  retryMs: number | undefined

  constructor(private readonly onEvent: (event: DispatchedEvent) => void) {}

  push(chunk: string): void {
    const lines = (this.#text + chunk).split('\n')
    this.#text = lines.pop() ?? ''
    for (const line of lines) this.#read(line)
  }

  /** What is left of an event when its stream breaks off is thrown away; the last event id stays. */
  breakOff(): void {
    this.#text = ''
    this.#id = this.lastEventId
    this.#type = ''
    this.#data = []
  }

  #read(line: string): void {
    if (line === '') return this.#dispatch()
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'id') this.#id = value
    if (field === 'event') this.#type = value
    if (field === 'data') this.#data.push(value)
    if (field === 'retry') this.retryMs = Number(value)
  }

  #dispatch(): void {
    this.lastEventId = this.#id
    const data = this.#data.join('\n')
    const type = this.#type === '' ? 'message' : this.#type
    this.#data = []
    this.#type = ''
    if (data !== '') this.onEvent({ id: this.lastEventId, type, data })
  }
}
