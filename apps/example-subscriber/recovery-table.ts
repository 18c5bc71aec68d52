import { isOfType, positionOf, type EventOf, type FeedEvent, type FeedStep, type FollowRequest } from '#client'
import { openSqlite, type SqliteDatabase } from '#platform'

/** What came back in one unit, corrections taken into account. */
export interface UnitTotal {
  readonly codeSet: string
  readonly unit: string
  readonly recoveries: number
  readonly amountDong: number
  readonly animals: number
}

const schema = `
  CREATE TABLE IF NOT EXISTS recoveries (
    event_id TEXT PRIMARY KEY, code_set TEXT NOT NULL, unit TEXT NOT NULL, amount_dong INTEGER NOT NULL, animals INTEGER NOT NULL, is_annulled INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), incarnation TEXT NOT NULL, position INTEGER NOT NULL);
`

type Recovered = EventOf<'vn.sinhke.recovery-received.v1'>['data']['payload']['recovered']

/**
 * What households gave back, by unit: the table of this service. The place in the feed stands beside it and changes in
 * the same transaction, so that no event is left out or counted twice, wherever this process dies.
 */
export class RecoveryTable {
  readonly #database: SqliteDatabase

  constructor(file: string) {
    // What a power cut takes of the last transactions is taken whole, place and effect, and comes again from the feed.
    this.#database = openSqlite(file, { synchronous: 'NORMAL' })
    this.#database.exec(schema)
  }

  /** From where to go on. */
  get place(): Required<Pick<FollowRequest, 'after'>> & Pick<FollowRequest, 'incarnation'> {
    const row = this.#database.prepare('SELECT incarnation, position FROM place').get() as { readonly incarnation: string; readonly position: number } | undefined
    return { after: row?.position ?? 0, incarnation: row?.incarnation }
  }

  /** An event's effect and the place behind it, together or not at all. */
  take({ event, place: { incarnation, position } }: FeedStep): void {
    this.#inOneTransaction(() => {
      const saved = this.place
      // Another process on this file may have taken it meanwhile.
      if (saved.after >= position && saved.incarnation === incarnation) return
      if (event !== undefined) this.#apply(event)
      this.#database.prepare('INSERT OR REPLACE INTO place (one, incarnation, position) VALUES (1, ?, ?)').run(incarnation, position)
    })
  }

  /** Of a log that was restored nothing that was taken before counts. */
  beginAnew(): void {
    this.#inOneTransaction(() => this.#database.exec('DELETE FROM recoveries; DELETE FROM place'))
  }

  totals(): readonly UnitTotal[] {
    return this.#database.prepare(`
      SELECT code_set AS codeSet, unit, count(*) AS recoveries, sum(amount_dong) AS amountDong, sum(animals) AS animals
      FROM recoveries WHERE NOT is_annulled GROUP BY code_set, unit ORDER BY code_set, unit
    `).all() as readonly UnitTotal[]
  }

  close(): void {
    this.#database.close()
  }

  #apply(event: FeedEvent): void {
    if (isOfType(event, 'vn.sinhke.recovery-received.v1')) return this.#receive(event)
    if (isOfType(event, 'vn.sinhke.event-corrected.v1')) return this.#correct(event)
    // Others are none of this table's. A later version of its own would be, and leaving it out would make the sums wrong.
    if (/^vn\.sinhke\.(recovery-received|event-corrected)\.v/.test(event.type)) throw new VersionUnknown(event.type, positionOf(event))
  }

  #receive({ id, data: { unit, payload } }: EventOf<'vn.sinhke.recovery-received.v1'>): void {
    const { amountDong, animals } = amountsOf(payload.recovered)
    this.#database.prepare('INSERT INTO recoveries (event_id, code_set, unit, amount_dong, animals) VALUES (?, ?, ?, ?, ?)').run(id, unit.codeSet, unit.code, amountDong, animals)
  }

  /** A correction keeps the day and the unit; the last one of an event holds. */
  #correct(event: FeedEvent & EventOf<'vn.sinhke.event-corrected.v1'>): void {
    const { correctedEventId, correctedType, correctedVersion, effect, replacement } = event.data.payload
    if (correctedType !== 'recovery-received') return
    if (effect === 'annulled') return void this.#database.prepare('UPDATE recoveries SET is_annulled = 1 WHERE event_id = ?').run(correctedEventId)
    if (correctedVersion !== 1) throw new VersionUnknown(`${correctedType} v${correctedVersion}`, positionOf(event))
    const { amountDong, animals } = amountsOf(replacement?.['recovered'] as Recovered)
    this.#database.prepare('UPDATE recoveries SET amount_dong = ?, animals = ?, is_annulled = 0 WHERE event_id = ?').run(amountDong, animals, correctedEventId)
  }

  #inOneTransaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }
}

/** Nothing of it was saved: a program that knows it goes on there. */
export class VersionUnknown extends Error {
  override readonly name = 'VersionUnknown'
  constructor(type: string, position: number) {
    super(`vị trí ${position}: chưa biết ${type}, hãy cập nhật chương trình rồi chạy tiếp / position ${position}: ${type} isn't known, update this program and go on`)
  }
}

const amountsOf = (recovered: Recovered): { readonly amountDong: number; readonly animals: number } =>
  recovered.unit === 'dong' ? { amountDong: recovered.amountDong, animals: 0 } : { amountDong: 0, animals: recovered.count }
