import { asyncApiDocument, brokenContracts, dataSchemaOf, eventVersions, publishedEvent, recordedShapeOf, schemaFileOf, versionName, type Examples, type PublishedEvent, type ReleasedVersion } from '#contracts'
import type { Bilingual } from '#domain'
import { contractsPage } from './contracts-page.js'
import { jsonText } from './contract-folder.js'

/** Nothing is written over a contract that others rely on. */
export class BrokenContracts extends Error {
  constructor(readonly broken: readonly Bilingual[]) {
    super(broken.flatMap(({ vi, en }) => [vi, en, '']).join('\n'))
  }
}

/** A log to show events of. */
const exampleLog = { source: 'urn:sinhke:log:thai-nguyen', incarnation: '0d6c2f0e-5f4b-4c7e-9a55-2b8f7d3c1e60' }

/** The first kept event of every version, as subscribers get it. */
export const examplesOf = (released: readonly ReleasedVersion[]): Examples =>
  new Map(released.flatMap((version): [string, PublishedEvent][] => {
    const [event] = version.recorded?.events ?? []
    return event === undefined ? [] : [[versionName(version), publishedEvent(event, exampleLog)]]
  }))

/** Every generated file by its path in the project; refused where what was released would no longer hold. */
export const contractFiles = (released: readonly ReleasedVersion[]): ReadonlyMap<string, string> => {
  const broken = brokenContracts(released)
  if (broken.length > 0) throw new BrokenContracts(broken)
  const examples = examplesOf(released)
  return new Map([
    ...eventVersions().map((version) => [`contracts/schemas/${schemaFileOf(version)}`, jsonText(dataSchemaOf(version))] as const),
    ...released.flatMap((version) => (version.recorded === undefined ? [] : [[`contracts/released/${schemaFileOf(version)}`, jsonText({ ...version.recorded, shape: recordedShapeOf(version) })] as const])),
    ['contracts/asyncapi.json', jsonText(asyncApiDocument(examples))],
    ['docs/contracts.md', contractsPage(examples)],
  ])
}
