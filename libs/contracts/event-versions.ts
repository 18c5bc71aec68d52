import { catalogue } from '#domain'
import type { EventVersion } from './names.js'

/** Every version of every type that the catalogue knows, by type and then version. */
export const eventVersions = (): readonly EventVersion[] =>
  [...catalogue.values()]
    .flatMap(({ type, version, earlierPayloads = {} }) => [...Object.keys(earlierPayloads).map(Number), version].map((each) => ({ type, version: each })))
    .sort((one, other) => (one.type === other.type ? one.version - other.version : one.type < other.type ? -1 : 1))
