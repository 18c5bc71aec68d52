import type { Words } from '#platform'

/** Why a relay stands still until somebody has done something. */
export type StopCode = 'wrong-topic-settings' | 'place-unknown' | 'records-lost' | 'log-replaced' | 'ahead-of-log' | 'unpublishable-event' | 'message-too-large' | 'not-permitted'

/** It can't go on without harm to whoever reads the topic; says in both languages what to do. Nothing is skipped. */
export class RelayStopped extends Error {
  override readonly name = 'RelayStopped'
  constructor(
    readonly code: StopCode,
    readonly words: Words,
    /** Incarnations on the topic that are not the log's. */
    readonly incarnations: readonly string[] = [],
  ) {
    super(`${code}: ${words.vi} / ${words.en}`)
  }
}
