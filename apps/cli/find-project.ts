import { projectProposed, type DataOf } from '#domain'
import type { Runtime } from '#runtime'
import { foldText } from '#vault'
import { OperatorError } from './explain.js'

/** The project that an id or some words of a name mean. Names of projects are public and stand clear in the log. */
export const getProjectId = async ({ log }: Runtime, text: string): Promise<string> => {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase()
  const words = foldText(text).split(' ')
  const found: DataOf<typeof projectProposed>[] = []
  for await (const events of log.read({ types: [projectProposed.type] })) found.push(...events.map(({ data }) => data as DataOf<typeof projectProposed>))
  const matching = found.filter(({ name }) => words.every((word) => foldText(name).split(' ').includes(word)))
  const [only] = matching
  const list = (matching.length === 0 ? found : matching).map(({ name, projectId }) => `\n  ${projectId}  ${name}`).join('')
  if (only === undefined || matching.length > 1) throw new OperatorError({ vi: `${matching.length} dự án khớp "${text}"; hãy dùng mã dự án:${list}`, en: `${matching.length} projects match "${text}"; use the project's id.` })
  return only.projectId
}
