import { parse, v5 } from 'uuid'
import type { Paper } from '#event-log'
import type { Day } from './day.js'
import { formatDay } from './language.js'
import { defineRefusals, type Refusal } from './refusal.js'
import { defineState } from './state.js'

/** Lasting: the tags in a log are made of it. */
const paperNamespace = parse('9d1f6b0e-52f7-4c0a-8f43-3f6f8c1d7a55')

/**
 * The tag of an event that a paper may give rise to only once for a subject: this kind of fact, about this thing, by
 * this paper. One decision lists many households, so a paper alone is never unique. Case and spaces don't tell papers apart.
 */
export const paperTag = (kind: string, subjectTag: string, paper: Paper): string => `paper:${paperId(kind, subjectTag, paper)}`

export const paperId = (kind: string, subjectTag: string, paper: Paper): string => {
  const ofPaper = paperIds.get(paper) ?? new Map<string, string>()
  paperIds.set(paper, ofPaper)
  const what = `${kind} ${subjectTag}`
  const known = ofPaper.get(what)
  if (known !== undefined) return known
  const { issuer, number, date } = paper
  const id = v5(Buffer.from(JSON.stringify([kind, subjectTag, asTyped(issuer), asTyped(number), date]), 'utf8'), paperNamespace)
  ofPaper.set(what, id)
  return id
}

/** A decision asks for it twice: for what it reads, and for the event's tag. */
const paperIds = new WeakMap<Paper, Map<string, string>>()

const asTyped = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

export interface PaperRecord {
  /** The event that stands on the paper. */
  readonly recordedBy?: string
}

/** Whether a paper was recorded, by the id in its tag; any type of event can bear the tag. */
export const paperRecord = defineState<PaperRecord>({
  name: 'paper-record',
  tagKind: 'paper',
  initial: {},
  on: [],
  onAnyOther: (state, { eventId }) => (state.recordedBy === undefined ? { recordedBy: eventId } : state),
})

const refuse = defineRefusals({
  'paper-already-recorded': {
    rule: 'One paper says one thing once: the same fact about the same subject is not recorded twice from it.', source: 'design',
    vi: ({ number, date, eventId }: { number: string; date: Day; eventId: string }) => `Văn bản số ${number} ngày ${formatDay(date)} đã được nhập cho nội dung này (sự kiện ${eventId}).`,
    en: ({ number, date, eventId }: { number: string; date: Day; eventId: string }) => `Paper ${number} of ${formatDay(date)} has already been recorded for this (event ${eventId}).`,
  },
})

export const refuseIfRecorded = ({ number, date }: Paper, { recordedBy }: PaperRecord): Refusal | undefined =>
  recordedBy === undefined ? undefined : refuse('paper-already-recorded', { eventId: recordedBy, number, date })
