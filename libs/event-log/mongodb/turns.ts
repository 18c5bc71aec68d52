import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Long, type Collection, type Db, type FindCursor } from 'mongodb'
import { duplicateKey } from './insert-commits.js'
import { turnsOf, type TurnDocument } from './schema.js'

/** A turn that is asked for and does not end for so long is taken away: its holder is dead, or waits for the majority. */
const longestTurnMs = 1_500
/** So long it is waited for; others that wait have their turns too. */
const longestWaitMs = 5_000
const lookAgainMs = 300
const listenAgainMs = 500
const operationTimeoutMs = 1_000

type Turn = Omit<TurnDocument, '_id' | 'turn'> & { readonly change: number; readonly turn: number }

/**
 * Processes that write take turns, a turn being one batch, since whoever comes second has to check and send all of it
 * again. Who has the turn keeps it until another asks, so a lone writer never waits. This only saves work: what it can't do
 * in time is done without it, and the unique keys keep it right.
 */
export class Turns {
  readonly #own = randomUUID()
  readonly #turns: Collection<TurnDocument>
  #turn: Turn = { change: -1, turn: -1, holder: null, waiting: [] }
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

  /** The batch is written: who waits may begin, and this process comes again after them. */
  pass(): void {
    if (this.#isOwn() && this.#turn.waiting.length > 0) this.#handing ??= this.#handOn().finally(() => (this.#handing = undefined))
  }

  /** There is nothing more to write for now. */
  rest(): void {
    this.#isBusy = false
    this.pass()
  }

  /** Leaves the line, so that nobody waits for a process that is gone. */
  async close(): Promise<void> {
    this.#isBusy = false
    this.#isClosed = true
    await this.#handing
    if (this.#listening !== undefined) await this.#leave().catch(() => undefined)
    await this.#cursor?.close()
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
      if (isStale || last.holder === null) await this.#change({ turn: last.turn + 1, holder: this.#own, waiting: isStale ? [] : others })
      else if (others.length === last.waiting.length && !this.#isOwn()) await this.#change({ ...last, waiting: [...others, this.#own] })
      else await this.#woken()
    }
  }

  async #handOn(): Promise<void> {
    try {
      for (let isHanded = false; !isHanded && this.#isOwn(); ) {
        const [next, ...others] = this.#turn.waiting
        if (next === undefined) return
        isHanded = await this.#change({ turn: this.#turn.turn + 1, holder: next, waiting: this.#isBusy ? [...others, this.#own] : others })
        if (!isHanded) await this.#look()
      }
    } catch {
      // Who waits takes it away after a while.
    }
  }

  async #leave(): Promise<void> {
    for (let isLeft = false; !isLeft; ) {
      const { holder, turn, waiting } = await this.#look()
      const [next = null, ...others] = waiting.filter((each) => each !== this.#own)
      if (holder === this.#own) isLeft = await this.#change({ turn: turn + 1, holder: next, waiting: others })
      else isLeft = !waiting.includes(this.#own) || (await this.#change({ turn, holder, waiting: next === null ? [] : [next, ...others] }))
    }
  }

  /** True when it became the next one, false when another change did. */
  async #change(next: Omit<Turn, 'change'>): Promise<boolean> {
    const change = this.#turn.change + 1
    const { turn, holder, waiting } = next
    const document: TurnDocument = { _id: Long.fromNumber(change), turn: Long.fromNumber(turn), holder, waiting }
    const insert = { insert: this.#turns.collectionName, documents: [document], writeConcern: { w: 1 } }
    const { writeErrors } = await this.database.command(insert, { signal: AbortSignal.timeout(operationTimeoutMs) })
    const [refused] = (writeErrors ?? []) as readonly { readonly code: number; readonly errmsg: string }[]
    if (refused?.code === duplicateKey) return false
    if (refused !== undefined) throw new Error(refused.errmsg)
    this.#learn({ change, turn, holder, waiting })
    return true
  }

  async #look(): Promise<Turn> {
    const last = await this.#turns.findOne({}, { sort: { _id: -1 }, signal: AbortSignal.timeout(operationTimeoutMs), maxTimeMS: operationTimeoutMs })
    if (last === null) throw new Error('there are no turns')
    this.#learn(turnOf(last))
    return this.#turn
  }

  #learn(turn: Turn): void {
    if (turn.change > this.#turn.change) this.#turn = turn
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
    if (!this.#isBusy) this.pass()
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

const turnOf = ({ _id, turn, holder, waiting }: TurnDocument): Turn => ({ change: Number(_id), turn: Number(turn), holder, waiting })
