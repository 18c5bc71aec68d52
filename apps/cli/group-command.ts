import { Command } from 'commander'
import { dayAt, groupFormed, type DataOf } from '#domain'
import { getGroupRoster } from '#read-models'
import type { Runtime } from '#runtime'
import { foldText } from '#vault'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { groupPage } from './group-page.js'
import { headNamesOf } from './head-names.js'
import { withMomentOptions } from './history-command.js'
import { momentOf, type MomentOptions } from './moment.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'

type GroupOptions = CommonOptions & MomentOptions

export const groupCommand = (): Command =>
  withExamples(
    withCommonOptions(withMomentOptions(new Command('group')
      .description('thành viên, trưởng nhóm, quy chế và dự án của một nhóm, hiện nay hoặc vào bất kỳ thời điểm nào / the roster of a group, now or at any moment')
      .argument('<nhóm>', 'mã nhóm, hoặc vài chữ trong tên / group id, or words of its name')))
      .action((text: string, options: GroupOptions) => runGroup(text, options)),
    ['sinhke group "bo sinh san thinh duc"', 'sinhke group "bo sinh san thinh duc" --as-of 30/06/2024', 'sinhke group "bo sinh san thinh duc" --known-at 300 --json'],
  )

const runGroup = (text: string, options: GroupOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const moment = momentOf(options)
    const groupId = await getGroupId(runtime, text)
    await caughtUp(runtime)
    const found = await getGroupRoster({ groupId, ...moment, today: dayAt(new Date().toISOString()) }, runtime.reader)
    const [roster] = await runtime.vault.open([found])
    if (roster === undefined) throw new OperatorError({ vi: `vào thời điểm đó sổ chưa có nhóm ${groupId}.`, en: `at that moment the log knew no group ${groupId}.` })
    if (options.json) return printJson(roster)
    const unitName = roster.group === undefined ? '' : await runtime.unitNames.get(roster.group.unit)
    const headNames = await headNamesOf(runtime, [...new Set(roster.members.map(({ householdId }) => householdId))], moment)
    printLine(groupPage({ roster, unitName, headNames, lang: options.lang }))
  })

/** Names of groups are public and stand clear in the log. */
const getGroupId = async ({ log }: Runtime, text: string): Promise<string> => {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase()
  const words = foldText(text).split(' ')
  const found: DataOf<typeof groupFormed>[] = []
  for await (const events of log.read({ types: [groupFormed.type] })) found.push(...events.map(({ data }) => data as DataOf<typeof groupFormed>))
  const matching = found.filter(({ name }) => words.every((word) => foldText(name).split(' ').includes(word)))
  const [only] = matching
  const list = (matching.length === 0 ? found : matching).map(({ name, groupId }) => `\n  ${groupId}  ${name}`).join('')
  if (only === undefined || matching.length > 1) throw new OperatorError({ vi: `${matching.length} nhóm khớp "${text}"; hãy dùng mã nhóm:${list}`, en: `${matching.length} groups match "${text}"; use the group's id.` })
  return only.groupId
}
