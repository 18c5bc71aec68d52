/** Of an event: its type in the catalogue and the version in which it was recorded. */
export interface EventVersion {
  readonly type: string
  readonly version: number
}

/** The CloudEvents type of events of one version: `vn.sinhke.recovery-received.v1`. */
export const publishedTypeOf = ({ type, version }: EventVersion): string => `vn.sinhke.${type}.v${version}`

/** What a published type names; undefined where it names none of ours. */
export const findEventVersion = (publishedType: string): EventVersion | undefined => {
  const [, type, version] = /^vn\.sinhke\.([a-z]+(?:-[a-z]+)*)\.v([1-9]\d*)$/.exec(publishedType) ?? []
  return type === undefined ? undefined : { type, version: Number(version) }
}

/** The `$id` of the JSON Schema of `data`; a URN, since every installation serves the same schemas from a host of its own. */
export const schemaIdOf = ({ type, version }: EventVersion): string => `urn:sinhke:event:${type}.v${version}`

/** The schema's file in contracts/schemas. */
export const schemaFileOf = ({ type, version }: EventVersion): string => `${type}.v${version}.json`

/** A log as CloudEvents' `source`: by the name that its operator gave it, since a restored log goes on under that name; without one by its incarnation. */
export const logSourceOf = ({ name, incarnation }: { readonly name?: string | undefined; readonly incarnation: string }): string => {
  if (name !== undefined && !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name)) throw new Error(`a log's name has small letters, digits, dots and hyphens: ${name}`)
  return `urn:sinhke:log:${name ?? incarnation}`
}

/** A position as text that sorts as the number does: as wide as a 64-bit number can get. */
export const sequenceOf = (position: number): string => String(position).padStart(19, '0')
