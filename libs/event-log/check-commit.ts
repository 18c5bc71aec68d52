import { validate as isUuid } from 'uuid'
import { InvalidCommit } from './errors.js'
import type { Commit } from './event-log.js'
import type { NewEvent } from './event.js'

const maxNesting = 32

/** Refuses what could not be stored, read back or proven byte for byte, before anything is sent. */
export function checkCommit(commit: Commit): void {
  if (!isUuid(commit.commandId)) throw new InvalidCommit(`commandId ${commit.commandId} is no UUID`)
  // Event ids are derived from it and compared as text.
  if (commit.commandId !== commit.commandId.toLowerCase()) throw new InvalidCommit('commandId is not in lower case')
  checkText(commit.fingerprint, 'fingerprint')
  if (commit.fingerprint === '') throw new InvalidCommit('fingerprint is empty')
  checkJson([commit.actor, commit.entrySource, commit.correlationId, commit.causationId ?? null], 'metadata')
  checkCondition(commit)
  if (commit.events.length === 0) throw new InvalidCommit('a commit has at least one event')
  commit.events.forEach(checkEvent)
}

function checkEvent(event: NewEvent, index: number): void {
  try {
    checkParts(event)
  } catch (error) {
    // Where it is, is put together only for what is wrong.
    throw error instanceof InvalidCommit ? new InvalidCommit(`events[${index}].${error.message}`) : error
  }
}

function checkParts(event: NewEvent): void {
  checkText(event.type, 'type')
  if (event.type === '') throw new InvalidCommit('type is empty')
  if (!Number.isSafeInteger(event.version) || event.version < 1) throw new InvalidCommit('version is no version')
  if (!isDay(event.occurredOn)) throw new InvalidCommit(`occurredOn is no day: ${event.occurredOn}`)
  checkTags(event.tags)
  if (!event.tags.includes(event.subject)) throw new InvalidCommit('subject is not among its tags')
  checkJson(event.data, 'data')
  checkJson(event.unit, 'unit')
  if (event.paper !== undefined) checkJson(event.paper, 'paper')
  if (event.ruleSetId !== undefined) checkText(event.ruleSetId, 'ruleSetId')
  if (event.correctsEventId !== undefined) checkText(event.correctsEventId, 'correctsEventId')
}

function checkTags(tags: readonly string[]): void {
  if (tags.length === 0) throw new InvalidCommit('tags is empty')
  tags.forEach((tag, index) => {
    checkText(tag, 'tags')
    if (tag === '') throw new InvalidCommit('tags holds an empty tag')
    const previous = tags[index - 1]
    if (previous !== undefined && previous >= tag) throw new InvalidCommit('tags is not sorted without repeats')
  })
}

function checkCondition({ condition }: Commit): void {
  if (condition === undefined) return
  condition.tags.forEach((tag) => checkText(tag, 'condition.tags'))
  if (!Number.isSafeInteger(condition.after) || condition.after < 0) throw new InvalidCommit('condition.after is no position')
  const strange = condition.seen?.find((commandId) => !isUuid(commandId))
  if (strange !== undefined) throw new InvalidCommit(`condition.seen: ${strange} is no UUID`)
}

function checkJson(value: unknown, place: string, depth = 0): void {
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'string') return checkText(value, place)
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return
    throw new InvalidCommit(`${place}: ${value} is no safe integer`)
  }
  if (typeof value !== 'object') throw new InvalidCommit(`${place} holds a ${typeof value}`)
  if (depth === maxNesting) throw new InvalidCommit(`${place} is nested deeper than ${maxNesting}`)
  if (Array.isArray(value)) {
    for (const item of value) checkJson(item, place, depth + 1)
    return
  }
  checkObject(value, place, depth)
}

function checkObject(value: object, place: string, depth: number): void {
  // A Date or a Map would not come back as it went in; the prototype is compared by its own, since other realms have other ones.
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new InvalidCommit(`${place} holds an object of a class`)
  if ('toJSON' in value && typeof value.toJSON === 'function') throw new InvalidCommit(`${place} holds an object of a class`)
  for (const [key, item] of Object.entries(value)) {
    checkText(key, place)
    if (item !== undefined) checkJson(item, place, depth + 1)
  }
}

// Nearly every text is this, and needs no closer look.
const plainAscii = /^[\x01-\x7f]*$/
const loneSurrogate = /\p{Surrogate}/u

function checkText(text: unknown, place: string): void {
  if (typeof text !== 'string') throw new InvalidCommit(`${place} is no text`)
  if (plainAscii.test(text)) return
  if (text.includes('\0')) throw new InvalidCommit(`${place} holds a NUL`)
  if (loneSurrogate.test(text)) throw new InvalidCommit(`${place} holds a lone surrogate`)
  if (text.normalize('NFC') !== text) throw new InvalidCommit(`${place} is not in NFC`)
}

function isDay(text: string): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  // 2025-02-30 would roll over into March.
  return new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8))
}
