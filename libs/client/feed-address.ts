/** Only events of any of the types, with any of the tags, that lie in the unit or below it. */
export interface FeedFilter {
  /** `recovery-received`, without prefix and version. Who keeps amounts takes `event-corrected` too. */
  readonly types?: readonly string[] | undefined
  /** `project:<id>`. */
  readonly tags?: readonly string[] | undefined
  /** `vn-2025/19`. */
  readonly unit?: string | undefined
}

export interface FeedPlace {
  readonly after: number
  readonly incarnation?: string | undefined
  readonly filter?: FeedFilter | undefined
  readonly limit?: number | undefined
}

/** The address of the feed below the server's own, which may have a path. */
export const feedAddress = (server: string, { after, incarnation, filter = {}, limit }: FeedPlace): URL => {
  const address = new URL('events', server.endsWith('/') ? server : `${server}/`)
  const parameters = address.searchParams
  parameters.set('after', String(after))
  if (incarnation !== undefined) parameters.set('incarnation', incarnation)
  if (limit !== undefined) parameters.set('limit', String(limit))
  for (const type of filter.types ?? []) parameters.append('type', type)
  for (const tag of filter.tags ?? []) parameters.append('tag', tag)
  if (filter.unit !== undefined) parameters.set('unit', filter.unit)
  return address
}

export const hidesAnything = ({ types, tags, unit }: FeedFilter): boolean => types !== undefined || tags !== undefined || unit !== undefined
