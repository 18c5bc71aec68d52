import { defineState } from '../core/state.js'

const prefix = 'obligation:'

/** The ids of the obligations that a project's events are about, whatever type of event made them. */
export const obligationsOfProject = defineState<readonly string[]>({
  name: 'obligations-of-project',
  tagKind: 'project',
  initial: [],
  on: [],
  onAnyOther: (ids, { tags }) => {
    const named = tags.filter((tag) => tag.startsWith(prefix)).map((tag) => tag.slice(prefix.length)).filter((id) => !ids.includes(id))
    return named.length === 0 ? ids : [...ids, ...named].sort()
  },
})
