import type { Filter } from 'mongodb'
import { soughtWords } from '../matching.js'
import type { SoughtWords } from '../matching.js'
import type { NameQuery } from '../name-search.js'
import { numberOf } from './collections.js'
import type { TermDocument } from './collections.js'
import { unitTerm, wordTerm } from './search-terms.js'
import type { WordField } from './search-terms.js'
import type { VaultDatabase } from './vault-database.js'

/** Terms of which every matching household has one. */
interface Drive {
  readonly isOfIt: (term: string) => boolean
  readonly filter: Filter<TermDocument>
}

/**
 * Chooses what drives a search: the rarest of its conditions, whose households are read in the order of the answers
 * straight from the index. A common one fills its page early, a rare one has few households.
 */
export class RarestTerms {
  constructor(private readonly vault: VaultDatabase) {}

  /** Undefined where nothing is asked for that an index knows; empty where no household can match. */
  async of(query: NameQuery): Promise<readonly string[] | undefined> {
    const drives = drivesOf(query)
    if (drives.length === 0) return undefined
    const filter = { $or: drives.map((drive) => drive.filter) }
    const rows = await this.vault.run((session) => this.vault.collection<TermDocument>('search_terms').find(filter, { session }).toArray())
    const choices = drives.map(({ isOfIt }) => {
      const own = rows.filter(({ _id }) => isOfIt(_id))
      return { terms: own.map(({ _id }) => _id), households: own.reduce((sum, { households }) => sum + numberOf(households), 0) }
    })
    return choices.reduce((best, choice) => (choice.households < best.households ? choice : best)).terms
  }
}

const drivesOf = ({ q, village, unit }: NameQuery): Drive[] => [
  ...(unit ? [one(unitTerm(unit))] : []),
  ...wordDrives('name', soughtWords(q)),
  ...wordDrives('village', soughtWords(village)),
]

const wordDrives = (field: WordField, words: SoughtWords | undefined): Drive[] => {
  if (!words) return []
  const beginning = wordTerm(field, words.beginning)
  const anyBeginning = { isOfIt: (term: string) => term.startsWith(beginning), filter: { _id: { $gte: beginning, $lt: `${beginning}\u{10FFFF}` } } }
  return [...words.whole.map((word) => one(wordTerm(field, word))), anyBeginning]
}

const one = (term: string): Drive => ({ isOfIt: (other) => other === term, filter: { _id: term } })
