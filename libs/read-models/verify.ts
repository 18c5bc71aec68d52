import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventLog, Position } from '#event-log'
import { foldOnDemand } from './fold-on-demand.js'
import { Projection, usualLimits } from './projection.js'
import type { ReadModel } from './read-model.js'
import { writtenDocument } from './written-document.js'
import { openSqliteViewStore } from './sqlite/sqlite-view-store.js'
import type { Build, StoredDocument, ViewStore } from './view-store.js'
import type { OnProgress } from './model-projector.js'

export interface Verification {
  readonly model: string
  readonly position: Position
  readonly documents: number
  readonly differences: number
  /** The first of them. */
  readonly examples: readonly Difference[]
}

export interface Difference {
  readonly key: string
  readonly kind: 'missing' | 'superfluous' | 'different'
}

const maxExamples = 100
const pageDocuments = 200

interface VerifyOptions {
  readonly model: ReadModel
  readonly log: EventLog
  readonly store: ViewStore
  readonly onProgress?: OnProgress | undefined
}

/**
 * Folds a read model anew into a temporary file and compares it with the live documents, byte for byte. It writes
 * nothing into the views and may run beside whoever projects: a document that is further on is folded up to where it is.
 */
export const verifyReadModel = async (options: VerifyOptions): Promise<Verification> => {
  const folder = await mkdtemp(join(tmpdir(), 'sinhke-verify-'))
  const scratch = await openSqliteViewStore({ file: join(folder, 'views.db') })
  try {
    return await verifyAgainst(scratch, options)
  } finally {
    await scratch.close()
    await rm(folder, { recursive: true })
  }
}

const verifyAgainst = async (scratch: ViewStore, options: VerifyOptions): Promise<Verification> => {
  const { model, store } = options
  const live = (await store.getLive(model.name, []))?.build
  if (live?.version !== model.version) throw new Error(`${model.name} has no live build of version ${model.version}`)
  const again = await foldAgain(scratch, options, live.position)
  const found = await compare(pagesOf(store, live), pagesOf(scratch, again), async (document) => {
    if (document.position <= live.position && document.json !== undefined) return undefined
    const folded = await foldOnDemand(options.log, { model, key: document.key, upTo: document.position })
    if (folded.position === 0) return undefined
    return { ...writtenDocument(document.key, folded, store.maxDocumentBytes), position: document.position }
  })
  if ((await store.getLive(model.name, []))?.build.id !== live.id) throw new Error(`${model.name} was rebuilt meanwhile; verify it again`)
  return { model: model.name, position: live.position, ...found }
}

const foldAgain = async (scratch: ViewStore, { model, log, onProgress }: VerifyOptions, upTo: Position): Promise<Build> => {
  // Nobody else knows the temporary file, so its lease may last.
  const lease = await scratch.acquireLease('verify', 'verify', 24 * 3_600_000)
  if (lease === undefined) throw new Error('the temporary views are in use')
  const build = await scratch.createBuild(model.name, model.version, lease)
  const projection = new Projection(build, model, { log, store: scratch, lease, limits: usualLimits })
  await projection.projectUpTo(upTo, onProgress)
  return build
}

async function* pagesOf(store: ViewStore, { id }: Build): AsyncGenerator<StoredDocument> {
  for (let after = ''; ; ) {
    const page = await store.scan(id, { after, limit: pageDocuments })
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.key
  }
}

/** Both come in the order of their keys. */
const compare = async (
  live: AsyncGenerator<StoredDocument>, again: AsyncGenerator<StoredDocument>, movedOn: (document: StoredDocument) => Promise<StoredDocument | undefined>,
): Promise<Pick<Verification, 'documents' | 'differences' | 'examples'>> => {
  const examples: Difference[] = []
  let [documents, differences] = [0, 0]
  const differs = (key: string, kind: Difference['kind']) => {
    differences += 1
    if (examples.length < maxExamples) examples.push({ key, kind })
  }
  let expected = (await again.next()).value as StoredDocument | undefined
  for await (const document of live) {
    documents += 1
    for (; expected !== undefined && expected.key < document.key; expected = (await again.next()).value as StoredDocument | undefined) differs(expected.key, 'missing')
    const isExpected = expected?.key === document.key
    const right = (await movedOn(document)) ?? (isExpected ? expected : undefined)
    if (right === undefined) differs(document.key, 'superfluous')
    else if (!isSame(document, right)) differs(document.key, 'different')
    if (isExpected) expected = (await again.next()).value as StoredDocument | undefined
  }
  for (; expected !== undefined; expected = (await again.next()).value as StoredDocument | undefined) differs(expected.key, 'missing')
  return { documents, differences, examples }
}

const isSame = (one: StoredDocument, other: StoredDocument): boolean => one.json === other.json && one.parked?.since === other.parked?.since
