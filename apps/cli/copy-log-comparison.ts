import { createHash } from 'node:crypto'
import type { Bilingual } from '#domain'
import type { MovableLog, StoredCommit } from '#event-log'
import { OperatorError } from './explain.js'

/** A log up to a position: every byte that a commit consists of, in order. */
export interface LogDigest {
  readonly position: number
  readonly commits: number
  readonly sha256: string
}

/** Compares two logs from the first commit on, further with each call; each side has a digest made from its own bytes. */
export class LogComparison {
  readonly #source
  readonly #target
  #position = 0

  constructor(source: MovableLog, target: MovableLog, private readonly onProgress: (position: number, end: number) => void = () => undefined) {
    this.#source = new CommitWalk(source)
    this.#target = new CommitWalk(target)
  }

  /** Throws where they differ. */
  async upTo(end: number): Promise<{ readonly source: LogDigest; readonly target: LogDigest }> {
    const [source, target] = [this.#source.after(this.#position), this.#target.after(this.#position)]
    try {
      while (this.#position < end) {
        const [one, other] = await Promise.all([source.next(), target.next()])
        if (one.done || other.done || one.value.text !== other.value.text) throw new OperatorError(logsDiffer(this.#position + 1))
        this.#position = one.value.last
        if (this.#source.commits % reportEvery === 0) this.onProgress(this.#position, end)
      }
    } finally {
      await Promise.all([source.return(undefined), target.return(undefined)])
    }
    return { source: this.#source.digest(this.#position), target: this.#target.digest(this.#position) }
  }
}

const reportEvery = 500

class CommitWalk {
  commits = 0
  readonly #hash = createHash('sha256')

  constructor(private readonly log: MovableLog) {}

  /** Goes through the commits one by one, each with its text, which goes into the digest. */
  async *after(position: number): AsyncGenerator<{ readonly last: number; readonly text: string }> {
    for await (const batch of this.log.storedCommits(position)) {
      for (const commit of batch) {
        const text = textOf(commit)
        this.#hash.update(text)
        this.commits += 1
        yield { last: commit.firstPosition + commit.events.length - 1, text }
      }
    }
  }

  digest(position: number): LogDigest {
    return { position, commits: this.commits, sha256: this.#hash.copy().digest('hex') }
  }
}

/** JSON tells where each part ends, and two texts are the same only where every part is. */
export const textOf = ({ firstPosition, commandId, fingerprint, recordedAt, events }: StoredCommit): string =>
  `${JSON.stringify([firstPosition, commandId, fingerprint, recordedAt, events])}\n`

const logsDiffer = (position: number): Bilingual => ({
  vi: `bản sao khác sổ nguồn từ vị trí ${position}; hãy chọn nơi trống khác cho --to, và chạy "sinhke verify" ở cả hai.`,
  en: `the copy differs from the source from position ${position}; choose another, empty place for --to, and run "sinhke verify" on both.`,
})
