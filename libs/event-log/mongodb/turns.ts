import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Long, type Collection, type Db, type FindCursor } from 'mongodb'
import { within } from '#platform'
import type { Position } from '../event.js'
import { duplicateKey } from './insert-commits.js'
import { turnsOf, type TurnDocument } from './schema.js'

/** Long enough for some batches: the first of a turn costs most. */
const turnMs = 30
/** A turn that is asked for and does not end for so long is taken away: its holder is dead, or waits for the majority. */
const longestTurnMs = 1_500
/** So long it is waited for; others that wait have their turns too. */
const longestWaitMs = 5_000
const lookAgainMs = 300
const listenAgainMs = 500
const operationTimeoutMs = 1_000

interface Turn extends Pick<TurnDocument, 'holder' | 'waiting'> {
  readonly change: number
  readonly turn: number
  readonly expected: Position
}

/**
 * Processes that write take turns, a turn being a few batches, since whoever comes second has to check and send all of it
 * again. Who has the turn keeps it until another asks, so a lone writer never waits. This only saves work: what it can't do
 * in time is done without it, and the unique keys keep it right.
 */
export class Turns {
  readonly #own = randomUUID()
  readonly #turns: Collection<TurnDocument>
  #turn: Turn = { change: -1, turn: -1, holder: null, waiting: [], expected: 0 }
  #since = 0
  #isBusy = false
  #isClosed = false
  #cursor: FindCursor | undefined
  #listening: Promise<void> | undefined
  #handing: Promise<void> | undefined
  #wakeUp: () => void = () => undefined

  constructor(readonly database: Db) {
    this.#turns = turnsOf(database)
  }

  /** Returns when it is this process's turn, or will not be; whether others may have written since its last one. */
  async take(): Promise<boolean> {
    this.#isBusy = true
    await this.#handing
    if (this.#isOwn()) return false
    this.#listening ??= this.#listen()
    try {
      await this.#obtain()
    } catch {
      // Without turns writers get in each other's way, and nothing worse.
    }
    return true
  }

  /** Where the log is to end when what the one before sent is stored. */
  get expected(): Position {
    return this.#turn.expected
  }

  /**
   * A batch is on its way. Unless this turn is still short, who waits may get ready, and begins when the log ends there;
   * this process comes again after them.
   */
  sent(expected: Position): void {
    if (performance.now() - this.#since >= turnMs) this.#pass(expected)
  }

  /** There is nothing more to write for now. */
  rest(): void {
    this.#isBusy = false
    this.#pass(this.expected)
  }

  /** Leaves the line, so that nobody waits for a process that is gone. */
  async close(): Promise<void> {
    this.#isBusy = false
    this.#isClosed = true
    await this.#handing
    if (this.#listening !== undefined) await this.#leave().catch(() => undefined)
    await this.#cursor?.close()
  }

  #pass(expected: Position): void {
    if (!this.#isOwn() || this.#turn.waiting.length === 0) return
    this.#handing ??= this.#handOn(expected).finally(() => (this.#handing = undefined))
  }

  #isOwn(): boolean {
    return this.#turn.holder === this.#own
  }

  async #obtain(): Promise<void> {
    if (this.#turn.waiting.includes(this.#own)) await this.#woken()
    const deadline = performance.now() + longestWaitMs
    let [turn, since] = [-1, 0]
    while (!this.#isOwn() && performance.now() < deadline) {
      const last = await this.#look()
      if (last.turn !== turn) [turn, since] = [last.turn, performance.now()]
      const others = last.waiting.filter((each) => each !== this.#own)
      const isStale = performance.now() - since > longestTurnMs
      // Those that waited for a dead one may be dead themselves, and ask again if they are not.
      if (isStale || last.holder === null) await this.#change({ turn: last.turn + 1, holder: this.#own, waiting: isStale ? [] : others, expected: last.expected })
      else if (others.length === last.waiting.length && !this.#isOwn()) await this.#change({ ...last, waiting: [...others, this.#own] })
      else await this.#woken()
    }
  }

  async #handOn(expected: Position): Promise<void> {
    try {
      for (let isHanded = false; !isHanded && this.#isOwn(); ) {
        const [next, ...others] = this.#turn.waiting
        if (next === undefined) return
        isHanded = await this.#change({ turn: this.#turn.turn + 1, holder: next, waiting: this.#isBusy ? [...others, this.#own] : others, expected })
        if (!isHanded) await this.#look()
      }
    } catch {
      // Who waits takes it away after a while.
    }
  }

  async #leave(): Promise<void> {
    for (let isLeft = false; !isLeft; ) {
      const { holder, turn, waiting, expected } = await this.#look()
      const [next = null, ...others] = waiting.filter((each) => each !== this.#own)
      if (holder === this.#own) isLeft = await this.#change({ turn: turn + 1, holder: next, waiting: others, expected })
      else isLeft = !waiting.includes(this.#own) || (await this.#change({ turn, holder, waiting: next === null ? [] : [next, ...others], expected }))
    }
  }

  /** True when it became the next one, false when another change did. */
  async #change(next: Omit<Turn, 'change'>): Promise<boolean> {
    const change = this.#turn.change + 1
    const { turn, holder, waiting, expected } = next
    const document: TurnDocument = { _id: Long.fromNumber(change), turn: Long.fromNumber(turn), holder, waiting, expected: Long.fromNumber(expected) }
    const insert = { insert: this.#turns.collectionName, documents: [document], writeConcern: { w: 1 } }
    const { writeErrors } = await within(operationTimeoutMs, (signal) => this.database.command(insert, { signal }))
    const [refused] = (writeErrors ?? []) as readonly { readonly code: number; readonly errmsg: string }[]
    if (refused?.code === duplicateKey) return false
    if (refused !== undefined) throw new Error(refused.errmsg)
    this.#learn({ change, ...next })
    return true
  }

  async #look(): Promise<Turn> {
    const last = await within(operationTimeoutMs, (signal) => this.#turns.findOne({}, { sort: { _id: -1 }, maxTimeMS: operationTimeoutMs, signal }))
    if (last === null) throw new Error('there are no turns')
    this.#learn(turnOf(last))
    return this.#turn
  }

  #learn(turn: Turn): void {
    if (turn.change <= this.#turn.change) return
    if (turn.turn > this.#turn.turn) this.#since = performance.now()
    this.#turn = turn
  }

  /** Hears what concerns this process: that it has the turn, and that another asks for it. */
  async #listen(): Promise<void> {
    while (!this.#isClosed) {
      try {
        const ofOwn = { holder: this.#own, _id: { $gt: Long.fromNumber(this.#turn.change) } }
        this.#cursor = this.#turns.find(ofOwn, { tailable: true, awaitData: true, maxAwaitTimeMS: operationTimeoutMs })
        for await (const document of this.#cursor as AsyncIterable<TurnDocument>) this.#hear(turnOf(document))
      } catch {
        // Until it hears again, it looks.
      }
      if (!this.#isClosed) await wait(listenAgainMs, undefined, { ref: false })
    }
  }

  #hear(turn: Turn): void {
    this.#learn(turn)
    this.#wakeUp()
    if (!this.#isBusy) this.#pass(this.expected)
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookAgainMs)
      this.#wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#isOwn()) this.#wakeUp()
    })
  }
}

const turnOf = ({ _id, turn, holder, waiting, expected }: TurnDocument): Turn =>
  ({ change: Number(_id), turn: Number(turn), holder, waiting, expected: Number(expected) })
