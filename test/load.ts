import { setTimeout } from 'node:timers/promises'
import { v4 } from 'uuid'
import type { ApiProcess } from './api-process.js'
import { openProgramme } from './commands-to-send.js'
import { expectProblem } from './problem-answer.js'

const pauseMs = 50

/** Callers who send one command after another, and again with the same key where they were told that its outcome is unknown. */
export class Load {
  /** By command, the position that was acknowledged. */
  readonly recorded = new Map<string, number>()
  /** Commands of which every answer said that nothing was stored. */
  readonly surelyNotStored = new Set<string>()
  /** How often each kind of answer came. */
  readonly answers = new Map<string, number>()
  #isEnding = false
  readonly #callers: readonly Promise<void>[]
  /** By caller, how many answers came and how many commands were recorded. */
  readonly #counts: { answered: number; recorded: number }[]

  constructor(readonly api: ApiProcess, callers: number) {
    this.#counts = Array.from({ length: callers }, () => ({ answered: 0, recorded: 0 }))
    this.#callers = this.#counts.map((counts) => this.#call(counts))
  }

  /** Until every caller has had so many more answers, whatever they said. */
  async everyoneAnswered(times: number): Promise<void> {
    await this.#everyone('answered', times)
  }

  /** Until every caller has had so many more commands recorded. */
  async everyoneRecorded(times: number): Promise<void> {
    await this.#everyone('recorded', times)
  }

  /** Every command that was begun comes to its end. */
  async end(): Promise<void> {
    this.#isEnding = true
    await Promise.all(this.#callers)
  }

  async #everyone(what: 'answered' | 'recorded', times: number): Promise<void> {
    const goals = this.#counts.map((counts) => counts[what] + times)
    while (this.#counts.some((counts, index) => counts[what] < (goals[index] ?? 0))) await Promise.race([setTimeout(pauseMs), ...this.#callers])
  }

  async #call(counts: { answered: number; recorded: number }): Promise<void> {
    while (!this.#isEnding) if (await this.#carryOut(counts)) counts.recorded += 1
  }

  /** Sends a command until it was recorded, or surely was not: then false. */
  async #carryOut(counts: { answered: number }): Promise<boolean> {
    const [commandId, fields] = [v4(), openProgramme()]
    for (let isUnknown = false; ;) {
      const answer = await this.api.post('open-programme', fields, { commandId })
      counts.answered += 1
      const kind = answer.status < 300 ? 'recorded' : String(answer.body?.['code'])
      this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1)
      if (kind === 'recorded') {
        this.recorded.set(commandId, Number(answer.body?.['position']))
        return true
      }
      expectProblem(answer, 503, kind === 'outcome-unknown' ? kind : 'unavailable')
      if (!(Number(answer.headers.get('retry-after')) > 0)) throw new Error(`${kind} came without Retry-After`)
      isUnknown ||= kind === 'outcome-unknown'
      await setTimeout(pauseMs)
      if (isUnknown) continue
      this.surelyNotStored.add(commandId)
      return false
    }
  }
}
