import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Appended, EventLog, NewEvent, RecordedEvent } from '#event-log'
import { openSqliteEventLog } from '#event-log/sqlite/index'
import { openSqlite } from '#platform'
import type { ProjectionLimits } from '../projection.js'
import type { ReadModel } from '../read-model.js'
import { openSqliteViewStore } from '../sqlite/sqlite-view-store.js'
import type { StoredDocument, ViewStore } from '../view-store.js'
import type { ViewsPlace } from './views-place.js'

/** A folder with a log and views in it; removed at the end. */
export class TestFiles implements ViewsPlace {
  readonly isHeldUpByFrozen = true
  readonly #open: { close(): Promise<void> }[] = []
  private constructor(readonly folder: string) {}

  static async make(): Promise<TestFiles> {
    return new TestFiles(await mkdtemp(join(tmpdir(), 'read-models-')))
  }

  get words(): readonly string[] {
    return ['sqlite', this.#file('log'), this.#file('views')]
  }

  async log(name = 'log'): Promise<EventLog> {
    return this.closing(await openSqliteEventLog({ file: this.#file(name) }))
  }

  async store(name = 'views'): Promise<ViewStore> {
    return this.closing(await openSqliteViewStore({ file: this.#file(name) }))
  }

  closing<Resource extends { close(): Promise<void> }>(resource: Resource): Resource {
    this.#open.push(resource)
    return resource
  }

  async endLeases(): Promise<void> {
    const views = openSqlite(this.#file('views'), { synchronous: 'NORMAL' })
    views.exec('UPDATE leases SET until_ms = 0')
    views.close()
  }

  #file(name: string): string {
    return join(this.folder, `${name}.db`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const resource of this.#open) await resource.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** A note about some things: the toy event. `poison` and `keyless` make the toy model throw. */
export const note = (things: readonly string[], data: { text?: string; poison?: string; keyless?: boolean } = {}): NewEvent => ({
  type: 'noted', version: 1, data: { text: '', ...data }, tags: things.map((thing) => `thing:${thing}`).sort(), subject: `thing:${things[0] ?? ''}`,
  occurredOn: '2026-01-01', unit: { codeSet: 'toy', code: '1' },
})

export const append = (log: EventLog, events: readonly NewEvent[], commandId: string = randomUUID()): Promise<Appended> =>
  log.append({ commandId, fingerprint: 'toy', events, actor: { id: 'a1', role: 'officer' }, entrySource: 'app', correlationId: commandId })

export interface Notes {
  readonly texts: readonly string[]
  readonly last: { readonly position: number }
}

/** The notes about a thing. What `isPoison` says can be changed, as a mended fold would. */
export const toyModel = ({ version = 1, isPoison = (key: string, event: RecordedEvent) => event.data.poison === key } = {}): ReadModel<Notes> => ({
  name: 'notes',
  version,
  keysOf({ tags, data }) {
    if (data.keyless === true) throw new Error('no keys')
    return tags.map((tag) => tag.slice('thing:'.length))
  },
  tagOf: (key) => `thing:${key}`,
  fold(document, event) {
    for (const tag of event.tags) if (document?.texts[0] !== undefined && isPoison(tag.slice(6), event)) throw new Error(`poison at ${event.position}`)
    return { texts: [...(document?.texts ?? []), event.data.text as string], last: { position: event.position } }
  },
})

/** All of a model's live documents. */
export const dump = async (store: ViewStore, model: string): Promise<StoredDocument[]> => {
  const live = await store.getLive(model, [])
  return live === undefined ? [] : store.scan(live.build.id, { limit: 1_000_000 })
}

/** So small that documents are saved, forgotten and read again all the time. */
export const tinyLimits: ProjectionLimits = { changedBytes: 5_000, addedBytes: 2_000, keptBytes: 1_000, fillingBytes: 3_000 }
