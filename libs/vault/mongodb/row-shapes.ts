import { Long } from 'mongodb'
import type { Filter, Sort } from 'mongodb'
import type { VaultRow, VaultRowKind } from '../movable-vault.js'
import { bytesOfText, sequenceName, textOfBytes } from '../vault-digest.js'
import { binaryOf, bytesOf, numberOf } from './collections.js'
import type { KeyDocument } from './collections.js'

/** A document of whichever kind. */
export interface StoredRow extends KeyDocument {
  readonly personId?: string
  readonly document?: string
}

type NamedContent = Pick<VaultRow, 'name' | 'content'>

/** How a kind of rows stands in its collection. */
interface RowShape {
  readonly collection: string
  readonly filterAfter: (name: string) => Filter<StoredRow>
  readonly sort: Sort
  /** Whatever in the collection has to do with the rows. */
  readonly filterOfRows: (rows: readonly VaultRow[]) => Filter<StoredRow>
  readonly rowOf: (document: StoredRow) => NamedContent
  readonly documentOf: (row: VaultRow) => StoredRow
}

const byId = {
  filterAfter: (name: string) => ({ _id: { $gt: name } }),
  sort: { _id: 1 } as const,
  filterOfRows: (rows: readonly VaultRow[]) => ({ _id: { $in: rows.map(({ name }) => name) } }),
}

const bytesById = {
  ...byId,
  rowOf: ({ _id, bytes }: StoredRow) => ({ name: _id, content: bytes ? textOfBytes(bytesOf(bytes)) : '' }),
  documentOf: ({ name, content }: VaultRow) => ({ _id: name, bytes: binaryOf(bytesOfText(content)) }),
}

const sequenceOf = ({ forgotten }: StoredRow): string => sequenceName(numberOf(forgotten ?? 0))

export const rowShapes: Readonly<Record<VaultRowKind, RowShape>> = {
  secret: { collection: 'secrets', ...bytesById },
  log: { collection: 'logs', ...byId, rowOf: ({ _id }) => ({ name: _id, content: '' }), documentOf: ({ name }) => ({ _id: name }) },
  forgotten: {
    collection: 'keys',
    filterAfter: (name) => ({ forgotten: { $gt: Long.fromString(name || '0') } }),
    sort: { forgotten: 1 },
    filterOfRows: (rows) => ({
      $or: [
        { forgotten: { $in: rows.map(({ name }) => Long.fromString(name)) } },
        { _id: { $in: rows.map(({ content }) => content) }, forgotten: { $exists: true } },
      ],
    }),
    rowOf: (document) => ({ name: sequenceOf(document), content: document._id }),
    documentOf: ({ name, content }) => ({ _id: content, forgotten: Long.fromString(name) }),
  },
  // A tombstone in a key's place has no bytes, and so is found to differ.
  key: { collection: 'keys', ...bytesById, filterAfter: (name) => ({ _id: { $gt: name }, bytes: { $exists: true } }) },
  'citizen-number': {
    collection: 'citizen_numbers',
    ...byId,
    filterOfRows: (rows) => ({ $or: [{ _id: { $in: rows.map(({ name }) => name) } }, { personId: { $in: rows.map(({ content }) => content) } }] }),
    rowOf: ({ _id, personId = '' }) => ({ name: _id, content: personId }),
    documentOf: ({ name, content }) => ({ _id: name, personId: content }),
  },
  actor: {
    collection: 'actors',
    ...byId,
    rowOf: ({ _id, document = '' }) => ({ name: _id, content: document }),
    documentOf: ({ name, content }) => ({ _id: name, document: content }),
  },
}
