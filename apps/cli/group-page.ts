import pc from 'picocolors'
import { projectStageName, formatDay, formatDong, formatNumber, type Bilingual, type Language } from '#domain'
import { groupKindName } from '#domain/group/group-kind'
import type { GroupRoster, Moment, RosterMember } from '#read-models'
import { padded, rowLines, type PageColumn } from './columns.js'
import { labelled, pageWidth } from './history-page.js'

export interface GroupPage {
  /** Opened: its texts are clear. */
  readonly roster: GroupRoster & Moment
  readonly unitName: string
  /** The heads' names, by household id. */
  readonly headNames: ReadonlyMap<string, string>
  readonly lang: Language
}

/** A group's roster as one readable page. */
export const groupPage = (page: GroupPage): string => [...headOf(page), '', ...membersOf(page), '', ...rulesOf(page), ...projectsOf(page), ...footOf(page)].join('\n')

const headOf = ({ roster: { group, groupId, members, day }, unitName, lang }: GroupPage): string[] => {
  const count = members.filter(({ isMember }) => isMember).length
  const right = `${formatNumber(count)} ${words.members[lang]} · ${formatDay(day)}`
  const kind = group === undefined ? '' : groupKindName(group.kind)[lang]
  const formed = group === undefined ? '' : `${words.formed[lang]} ${formatDay(group.formedOn)}`
  return [
    pc.bold(padded(group?.name ?? groupId, { width: pageWidth - right.length })) + pc.bold(right),
    pc.dim([kind, formed, unitName, groupId].filter(Boolean).join(' · ')),
  ]
}

const columns: readonly PageColumn[] = [{ width: 32 }, { width: 11 }, { width: 11 }, { width: 43 }]

const membersOf = ({ roster: { members }, headNames, lang }: GroupPage): string[] => [
  pc.bold(rowLines(columns, heads[lang])[0] ?? ''),
  pc.dim('─'.repeat(pageWidth)),
  ...members.flatMap((member) => {
    const { householdId, since, until, isMember } = member
    const lines = rowLines(columns, [headNames.get(householdId) ?? '—', formatDay(since), until === undefined ? '' : formatDay(until), partOf(member, lang)])
    return isMember ? lines : lines.map((line) => pc.dim(line))
  }),
  pc.dim('─'.repeat(pageWidth)),
]

const partOf = ({ isLeader, isCustodian, experienced, isMember }: RosterMember, lang: Language): string =>
  [isLeader ? words.leader[lang] : '', isCustodian ? words.custodian[lang] : '', experienced ? words.experienced[lang] : '', isMember ? '' : words.left[lang]].filter(Boolean).join(', ')

const rulesOf = ({ roster: { rules }, lang }: GroupPage): string[] => {
  if (rules === undefined) return labelled(words.rules[lang], words.noRules[lang])
  const { agreedOn, recoveryPercent, recoveryForms, scheduleMonths, recipientCriteria, lossHandling } = rules
  const forms = recoveryForms.map((form) => words[form][lang]).join(', ')
  const recovery = `${words.recovery[lang]} ${pc.bold(`${formatNumber(recoveryPercent)}%`)} (${forms}), ${formatNumber(scheduleMonths)} ${words.months[lang]}; ${words.agreed[lang]} ${formatDay(agreedOn)}`
  return [
    ...labelled(words.rules[lang], recovery),
    ...labelled(words.next[lang], recipientCriteria),
    ...labelled(words.losses[lang], typeof lossHandling === 'string' ? lossHandling : '—'),
  ]
}

const projectsOf = ({ roster: { projects }, lang }: GroupPage): string[] =>
  projects.flatMap(({ projectId, name, stageNow, budgetDong }, index) => {
    const stage = stageNow === undefined ? '' : projectStageName(stageNow)[lang]
    const budget = budgetDong === undefined ? '' : `${words.budget[lang]} ${formatDong(budgetDong)}`
    return labelled(index === 0 ? words.projects[lang] : '', [name ?? projectId, stage, budget].filter(Boolean).join('; '))
  })

const footOf = ({ roster: { position, incompleteSince }, lang }: GroupPage): string[] => [
  pc.dim(words.position[lang].replace('{n}', formatNumber(position))),
  ...(incompleteSince === undefined ? [] : [pc.red(words.incomplete[lang].replace('{n}', formatNumber(incompleteSince)))]),
]

const heads: Readonly<Record<Language, readonly string[]>> = {
  vi: ['Hộ (chủ hộ)', 'Vào ngày', 'Ra ngày', 'Vai trò'],
  en: ['Household (head)', 'Joined on', 'Left on', 'Part'],
}

const words = {
  members: { vi: 'hộ thành viên', en: 'member households' },
  formed: { vi: 'thành lập', en: 'formed' },
  leader: { vi: 'trưởng nhóm', en: 'leader' },
  custodian: { vi: 'giữ quỹ', en: 'custodian' },
  experienced: { vi: 'có kinh nghiệm làm kinh tế giỏi', en: 'experienced' },
  left: { vi: 'đã ra khỏi nhóm', en: 'has withdrawn' },
  rules: { vi: 'Quy chế', en: 'Rules' },
  noRules: { vi: 'chưa thống nhất', en: 'none agreed' },
  recovery: { vi: 'thu hồi', en: 'gives back' },
  cash: { vi: 'tiền', en: 'cash' },
  animal: { vi: 'vật nuôi', en: 'animals' },
  months: { vi: 'tháng', en: 'months' },
  agreed: { vi: 'thống nhất ngày', en: 'agreed on' },
  next: { vi: 'Hộ tiếp theo', en: 'Next' },
  losses: { vi: 'Xử lý rủi ro', en: 'Losses' },
  projects: { vi: 'Dự án', en: 'Projects' },
  budget: { vi: 'ngân sách', en: 'budget' },
  position: { vi: 'Theo sổ đến vị trí {n}', en: 'By the log up to position {n}' },
  incomplete: { vi: 'Chưa đầy đủ: từ sự kiện {n} có nội dung chưa tổng hợp được; chạy "sinhke rebuild group-roster".', en: 'Incomplete since event {n}: run "sinhke rebuild group-roster".' },
} satisfies Readonly<Record<string, Bilingual>>
