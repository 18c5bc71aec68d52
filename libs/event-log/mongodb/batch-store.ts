import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome } from '../outcome.js'
import { commitDocument, uuidOf } from './commit-document.js'
import type { OutcomeRow } from './commits.js'
import { insertCommits, type Inserted } from './insert-commits.js'
import type { KnownTail } from './known-tail.js'
import { LookBack } from './look-back.js'
import { waitedTooLong, type Pending } from './pending.js'
import { planBatch, type Plan } from './plan.js'
import type { PrimaryWatch } from './primary-watch.js'
import type { Turns } from './turns.js'
import type { WriterClock } from './writer-clock.js'

/** One attempt waits for the majority so long; then its commits are looked up, and may be sent again. */
const longestAttemptMs = 5_000
const shortestAttemptMs = 3_500
const [shortestPauseMs, longestPauseMs] = [5, 250]

/** What was promised may never come: its sender may be gone. */
const [longestCatchUpMs, catchUpPauseMs] = [300, 1]

/** What an attempt left to be done, and why there should be a pause before the next one. */
interface Left {
  readonly pending: readonly Pending[]
  readonly trouble?: string | undefined
}

/**
 * Stores batches of commits behind the known tail, each as one ordered insert. That a commit lands right behind what its
 * condition was checked against is held by the unique key of its position; that it lands once, by that of its event ids.
 */
export class BatchStore {
  readonly #lookBack: LookBack
  /** Others may have written since the tail was read. */
  #isBehind = true

  constructor(readonly tail: KnownTail, readonly clock: WriterClock, readonly turns: Turns, readonly primary: PrimaryWatch) {
    this.#lookBack = new LookBack(tail)
  }

  /** Waits for this process's turn. */
  async begin(): Promise<void> {
    if (await this.turns.take()) this.#isBehind = true
  }

  /** Settles every one of them, at the latest soon after its deadline. */
  async store(batch: readonly Pending[]): Promise<void> {
    let left: Left = { pending: batch }
    for (let pauseMs = shortestPauseMs; ; ) {
      const pending = settleExpired(left)
      if (pending.length === 0) return
      if (left.trouble !== undefined) await wait(pauseMs)
      pauseMs = left.trouble === undefined ? shortestPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      left = await this.#attempt(pending)
    }
  }

  async #attempt(pending: readonly Pending[]): Promise<Left> {
    try {
      await this.clock.check()
      const isBehind = this.#isBehind
      const doubtful = pending.filter(({ isDoubtful }) => isDoubtful)
      // Reading first where no primary is known: what can't be read was never sent to be written.
      if (isBehind || !this.primary.isKnown || doubtful.length > 0 || this.tail.movedTo !== undefined) await this.tail.readOn()
      this.#isBehind = false
      if (doubtful.length > 0) await this.#resolveDoubts(doubtful)
      const open = doubtful.length > 0 ? pending.filter(isOpen) : pending
      if (isBehind) await this.#catchUp(open)
      let plan = await this.#plan(open)
      // Nobody is refused by less than what the log holds now.
      if (plan.refused.length > 0 && (await this.tail.readOn())) plan = await this.#plan(open)
      await this.#settleRefused(plan)
      return plan.going.length === 0 ? { pending: plan.later } : await this.#send(plan)
    } catch (error) {
      return { pending: pending.filter(isOpen), trouble: String(error) }
    }
  }

  /** What whoever had the turn before has sent is about to be stored: until it is there, all but that can be checked. */
  async #catchUp(pending: readonly Pending[]): Promise<void> {
    const { expected } = this.turns
    if (this.tail.position >= expected) return
    await this.#lookBack.look(pending)
    for (const deadline = performance.now() + longestCatchUpMs; this.tail.position < expected && performance.now() < deadline; ) {
      await wait(catchUpPauseMs)
      await this.tail.readFew()
    }
  }

  async #plan(pending: readonly Pending[]): Promise<Plan> {
    await this.#lookBack.look(pending)
    return planBatch(pending, this.tail, this.clock.findTrouble(this.clock.now(), this.tail.recordedAtMs))
  }

  async #send(plan: Plan): Promise<Left> {
    // Whoever was answered meanwhile that nothing is stored must not be.
    if (plan.going.some(({ pending }) => pending.isSettled)) return { pending: [...plan.going.map(({ pending }) => pending), ...plan.later].filter(isOpen) }
    const recordedAt = new Date(Math.max(this.clock.now().getTime(), this.tail.recordedAtMs))
    const documents = plan.going.map(({ pending, first }) => commitDocument(pending.commit, first, recordedAt))
    const deadline = Math.min(...plan.going.map(({ pending }) => pending.deadline))
    const timeoutMs = Math.min(longestAttemptMs, Math.max(shortestAttemptMs, deadline - performance.now()))
    for (const { pending } of plan.going) pending.checkedUpTo = Math.max(pending.checkedUpTo, this.tail.position)
    for (const { pending } of plan.going) pending.isSent = true
    const inserting = insertCommits(this.tail.commits, documents, timeoutMs)
    if (plan.later.length === 0) this.turns.sent(plan.going.at(-1)?.last ?? 0)
    const inserted = await inserting
    this.#takeIn(plan, inserted, recordedAt)
    const left = [...plan.going.map(({ pending }) => pending), ...plan.later].filter(isOpen)
    return inserted.isDuplicate ? this.#makeWay(plan, left) : { pending: left, trouble: inserted.isRefused ? undefined : inserted.message }
  }

  #takeIn({ going }: Plan, { stored, unknown, isRefused, message = '' }: Inserted, recordedAt: Date): void {
    const recordedAtMs = recordedAt.getTime()
    going.forEach(({ pending, first, last }, index) => {
      pending.isSent = false
      if (index < stored) {
        this.tail.add(pending.command, last, pending.tags, recordedAtMs)
        pending.settle({ kind: 'appended', firstPosition: first, lastPosition: last, recordedAtMs, repeated: false })
      } else if (index < stored + unknown) {
        pending.attempts = [...pending.attempts, { first, recordedAtMs }]
      } else if (index === stored + unknown && isRefused === true) {
        pending.settle({ kind: 'unavailable', message, lasting: true })
      }
    })
    this.tail.recent.forgetOldest(this.tail.position)
  }

  /** Its place, or the commit itself, is there already: looked for by command first, since it may be our own lost attempt. */
  async #makeWay({ going }: Plan, left: readonly Pending[]): Promise<Left> {
    const sent = new Set(going.map(({ pending }) => pending))
    await this.#settleStored(left.filter((pending) => sent.has(pending)))
    const open = left.filter(isOpen)
    const isOnward = (await this.tail.readOn()) || open.length < left.length
    return { pending: open, trouble: isOnward ? undefined : 'another commit stands at its place, and the majority does not show it yet' }
  }

  /** A commit that can't be stored now may have been stored before: that is looked for first. */
  async #settleRefused({ refused }: Plan): Promise<void> {
    if (refused.length === 0) return
    await this.#settleStored(refused.map(({ pending }) => pending))
    for (const { pending, outcome } of refused) {
      if (pending.isSettled) continue
      // The others say that its place is taken for good; the clock says nothing of where an earlier attempt is.
      if (outcome.kind === 'clock-off' && pending.isDoubtful) pending.expire(outcome.message)
      else pending.settle(outcome)
    }
  }

  async #resolveDoubts(pending: readonly Pending[]): Promise<void> {
    await this.#settleStored(pending)
    // Where another commit stands now, and this one was not found since, it can't land any more.
    for (const each of pending) each.attempts = each.attempts.filter(({ first }) => first > this.tail.position)
  }

  async #settleStored(pending: readonly Pending[]): Promise<void> {
    const rows = await this.tail.commits.findOutcomes(pending.map(({ command }) => command))
    const found = new Map(rows.map((row) => [row.eventIds[0] === undefined ? '' : uuidOf(row.eventIds[0]), row]))
    for (const each of pending) {
      const row = found.get(each.command)
      if (row !== undefined) each.settle(storedOutcome(each, row))
    }
  }
}

const isOpen = ({ isSettled }: Pending): boolean => !isSettled

function storedOutcome({ attempts, commit }: Pending, { _id, last, recordedAt, fingerprint }: OutcomeRow): Outcome {
  if (fingerprint !== commit.fingerprint) return { kind: 'command-id-reused' }
  const recordedAtMs = recordedAt.getTime()
  const isOwnAttempt = attempts.some((attempt) => attempt.first === _id && attempt.recordedAtMs === recordedAtMs)
  return { kind: 'appended', firstPosition: _id, lastPosition: last, recordedAtMs, repeated: !isOwnAttempt }
}

/** Answers those whose time is up, and gives back the others. */
function settleExpired({ pending, trouble = waitedTooLong }: Left): readonly Pending[] {
  const now = performance.now()
  if (pending.every(({ deadline, isSettled }) => deadline > now && !isSettled)) return pending
  for (const each of pending) if (each.deadline <= now) each.expire(trouble)
  return pending.filter(isOpen)
}
