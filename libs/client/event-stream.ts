import { MalformedEvent } from './errors.js'

/** What stands between two blank lines of text/event-stream. */
export interface StreamBlock {
  readonly id: string | undefined
  /** Undefined of a heartbeat, whose id counts all the same. */
  readonly data: string | undefined
  readonly retryMs: number | undefined
}

/**
 * Reads text/event-stream as WHATWG HTML tells; what decodes the text has taken the byte order mark off. Not by eventsource-parser: it says nothing of a block without data, and
 * our heartbeats, which move the reader's place past what a filter hides, are such blocks; nor does it bound a line.
 */
export class EventStreamReader {
  #text = ''
  #id: string | undefined
  #data: string[] = []
  #length = 0
  #retryMs: number | undefined

  constructor(private readonly mostLength = 67_108_864) {}

  /** The blocks that end in this chunk. */
  *push(chunk: string): Generator<StreamBlock, void, void> {
    this.#text += chunk
    // A carriage return at the end may be half of a line's end.
    const ends = /\r\n|\n|\r(?!$)/g
    let start = 0
    for (let end = ends.exec(this.#text); end !== null; end = ends.exec(this.#text)) {
      const block = this.#read(this.#text.slice(start, end.index))
      start = ends.lastIndex
      if (block !== undefined) yield block
    }
    this.#text = this.#text.slice(start)
    if (this.#text.length + this.#length > this.mostLength) throw new MalformedEvent(`longer than ${this.mostLength} characters`)
  }

  #read(line: string): StreamBlock | undefined {
    if (line === '') return this.#end()
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'id' && !value.includes('\0')) this.#id = value
    if (field === 'retry' && /^\d+$/.test(value)) this.#retryMs = Number(value)
    if (field !== 'data') return undefined
    this.#data.push(value)
    this.#length += value.length
    return undefined
  }

  #end(): StreamBlock {
    const block = { id: this.#id, data: this.#data.length === 0 ? undefined : this.#data.join('\n'), retryMs: this.#retryMs }
    this.#data = []
    this.#length = 0
    this.#retryMs = undefined
    return block
  }
}
