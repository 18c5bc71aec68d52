import type { Position } from '#event-log'
import { RelayStopped } from './relay-stopped.js'
import type { TopicPlace } from './topic-broker.js'

export interface PlaceEvidence {
  readonly topic: string
  readonly incarnation: string
  readonly place: TopicPlace
  /** Kept in the store for this incarnation; it may be behind, never ahead. */
  readonly checkpoint: Position | undefined
  /** Incarnations of which an operator has said that this one takes their place on the topic. */
  readonly replaced: readonly string[]
  /** Where an empty topic begins: behind this position. */
  readonly from: Position
  readonly head: Position
}

/**
 * Where to go on: the highest of the marker, the last event on the topic and the checkpoint. Marker and events are
 * committed together and the checkpoint is saved afterwards, so an event on the topic is never behind either of them
 * unless the topic has lost some.
 */
export const startPlaceOf = (evidence: PlaceEvidence): Position => {
  const { place: { marker, lastRecords, isEmpty }, checkpoint, incarnation, replaced, from } = evidence
  const others = [...new Set(lastRecords.map((last) => last.incarnation))].filter((other) => other !== incarnation && !replaced.includes(other))
  if (others.length > 0) throw logReplaced(evidence, others)
  const written = highest(lastRecords.filter((last) => last.incarnation === incarnation).map(({ position }) => position))
  const known = highest([marker, checkpoint, written])
  if (known === undefined) return begin(evidence)
  if (known !== written && (known > 0 || !isEmpty)) throw recordsLost(evidence, known, written)
  if (known > evidence.head) throw aheadOfLog(evidence, known)
  return Math.max(known, isEmpty ? from : 0)
}

const highest = (positions: readonly (Position | undefined)[]): Position | undefined =>
  positions.reduce((most, position) => (position !== undefined && (most === undefined || position > most) ? position : most), undefined)

const begin = (evidence: PlaceEvidence): Position => {
  const { place: { isEmpty, lastRecords }, from } = evidence
  if (isEmpty) return from
  // All there is was published by incarnations that this one takes the place of: readers begin anew, so the whole log follows.
  if (lastRecords.length > 0) return 0
  throw new RelayStopped('place-unknown', {
    vi: `topic ${evidence.topic} có bản ghi nhưng không phải của sổ này, và không biết đã phát đến đâu; hãy đặt KAFKA_TOPIC là một topic mới.`,
    en: `topic ${evidence.topic} has records that are not this log's, and nothing says how far it was published; set KAFKA_TOPIC to a new topic.`,
  })
}

const logReplaced = ({ topic, incarnation }: PlaceEvidence, others: readonly string[]): RelayStopped =>
  new RelayStopped('log-replaced', {
    vi: `topic ${topic} do một sổ khác phát (${others.join(', ')}, sổ này là ${incarnation}): sổ đã được khôi phục từ bản sao lưu, hoặc hai sổ dùng chung một topic. Nếu sổ được khôi phục và phải thay sổ cũ: sinhke relay resume --replace; cả sổ được phát lại, nơi nhận thấy ce_incarnation đổi thì làm lại từ đầu. Nếu không: đặt KAFKA_TOPIC là một topic khác.`,
    en: `topic ${topic} was published by another log (${others.join(', ')}, this one is ${incarnation}): a backup was restored, or two logs share one topic. Where it was restored and takes the place of the other: sinhke relay resume --replace; the whole log is published again, and readers begin anew where ce_incarnation changes. Otherwise set KAFKA_TOPIC to another topic.`,
  }, others)

const recordsLost = ({ topic }: PlaceEvidence, known: Position, written: Position | undefined): RelayStopped =>
  new RelayStopped('records-lost', {
    vi: `topic ${topic} đã được phát đến vị trí ${known}, nhưng sự kiện cuối còn trên đó là ${written ?? 'không có'}: topic đã bị xóa, tạo lại hoặc mất dữ liệu. Hãy phát lại vào topic mới (sinhke relay republish --topic …), rồi đặt KAFKA_TOPIC là topic đó.`,
    en: `topic ${topic} was published up to position ${known}, but the last event that is left on it is ${written ?? 'none'}: it was deleted, made anew or has lost records. Publish into a new topic (sinhke relay republish --topic …), then set KAFKA_TOPIC to that one.`,
  })

const aheadOfLog = ({ topic, head }: PlaceEvidence, known: Position): RelayStopped =>
  new RelayStopped('ahead-of-log', {
    vi: `topic ${topic} đã có đến vị trí ${known}, sổ chỉ đến ${head}: sổ đã mất sự kiện. Hãy khôi phục sổ từ bản sao lưu mới nhất.`,
    en: `topic ${topic} reaches position ${known} and the log ends at ${head}: the log has lost events. Restore it from its latest backup.`,
  })
