import type { Day } from '#domain'
import type { DocumentReader, KnownAt } from '../documents.js'
import type { Moment } from '../moment.js'
import type { FactsDocument } from '../facts/facts.js'
import { projectOutline, projectOutlineModel, type OutlineDocument } from '../project-outline/project-outline.js'
import { householdHistory, projectsNamedBy, type HouseholdHistory } from './history.js'
import { householdHistoryModel } from './household-history.js'

export interface GetHouseholdHistory {
  readonly householdId: string
  readonly asOf?: Day | undefined
  readonly knownAt?: KnownAt | undefined
  readonly minPosition?: number | undefined
  readonly today: Day
}

/** The household's history at a moment, joined with its projects' outlines at the same one; undefined where nothing of it was known. */
export const getHouseholdHistory = async (query: GetHouseholdHistory, reader: DocumentReader): Promise<(HouseholdHistory & Moment) | undefined> => {
  const { householdId, asOf, knownAt, minPosition, today } = query
  const day = asOf ?? today
  const { document = noHistory, position, parked } = await reader.at({ model: householdHistoryModel, key: householdId, asOf, knownAt, minPosition })
  if (document.facts.length === 0 && parked === undefined) return undefined
  // The household's own position is the moment: a project that is further on by now is read as it was then.
  const outlines = await Promise.all(projectsNamedBy(document).map(async (projectId) => ({ projectId, ...(await reader.at({ model: projectOutlineModel, key: projectId, asOf, knownAt: position })) })))
  const documents = outlines.map((outline) => outline.document ?? noFacts)
  const incomplete = [parked, ...outlines.map((outline) => outline.parked)].flatMap((each) => each?.since ?? [])
  const history = historyOf({ householdId, document, day, projectIds: outlines.map(({ projectId }) => projectId), documents })
  return atMoment(history, { position, incompleteSince: incomplete.length === 0 ? undefined : Math.min(...incomplete) })
}

/** The last answer made of a history: while nothing is recorded it is the same. */
const answers = new WeakMap<HouseholdHistory, HouseholdHistory & Moment>()

const atMoment = (history: HouseholdHistory, moment: Moment): HouseholdHistory & Moment => {
  const known = answers.get(history)
  if (known?.position === moment.position && known.incompleteSince === moment.incompleteSince) return known
  const answer = { ...history, ...moment }
  answers.set(history, answer)
  return answer
}

interface Joined {
  readonly householdId: string
  readonly document: FactsDocument
  readonly day: Day
  readonly projectIds: readonly string[]
  readonly documents: readonly OutlineDocument[]
}

const noHistory: FactsDocument = { facts: [] }
const noFacts: OutlineDocument = { facts: [] }

/** The last history made of a document: made of the same ones for the same day, it is the same. */
const made = new WeakMap<FactsDocument, Joined & { readonly history: HouseholdHistory }>()

const historyOf = (joined: Joined): HouseholdHistory => {
  const { householdId, document, day, projectIds, documents } = joined
  const known = made.get(document)
  if (known?.day === day && known.householdId === householdId && known.documents.every((each, index) => each === documents[index])) return known.history
  const projects = documents.map((each, index) => projectOutline(projectIds[index] as string, each, day))
  const history = householdHistory(householdId, document, { day, projects })
  made.set(document, { ...joined, history })
  return history
}
