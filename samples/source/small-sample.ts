import { csvOf, findTemplate } from '../../apps/cli/import/index.js'
import { corrections } from './corrections.js'
import { capital } from './capital.js'
import { classifications } from './classifications.js'
import { groups } from './groups.js'
import { households } from './households.js'
import { programmes, ruleSets } from './programmes.js'
import { contributions, lateContributions } from './contributions.js'
import { approvals, proposals, rejections } from './projects.js'
import { passingsOn, pools, rankings, recoveries, reschedulings, selections } from './rotation.js'
import { animals, money, obligations } from './support.js'
import type { SampleEntry } from './entry.js'
import { units } from './units.js'

/** By file name, in the order in which they are imported. */
const files = (): readonly (readonly [string, readonly SampleEntry[]])[] => [
  ['01-don-vi', units()],
  ['02-chuong-trinh', programmes],
  ['03-bo-quy-tac', ruleSets],
  ['04-giao-von', capital],
  ['05-ho', households()],
  ['06-xep-loai-ho', classifications()],
  ['07-nhom-ho', groups],
  ['08-du-an', proposals],
  ['09-phe-duyet', approvals],
  ['10-khong-phe-duyet', rejections],
  ['11-doi-ung', contributions],
  ['12-trao-tien', money],
  ['13-ban-giao-con-giong', animals],
  ['14-nghia-vu-hoan-tra', obligations],
  ['15-thu-hoi', recoveries],
  ['16-dieu-chinh-lich-hoan-tra', reschedulings],
  ['16-lap-quy-quay-vong', pools],
  ['17-xep-thu-tu-luan-chuyen', rankings],
  ['18-chon-ho-luan-chuyen', selections],
  ['19-luan-chuyen', passingsOn],
  // Papers that were found months later, after the projects had gone on.
  ['17-doi-ung.nhap-muon', lateContributions],
  ...Object.entries(corrections),
]

/** The small sample: invented households in real communes of Thái Nguyên, as CSV files of the import's templates. */
export const smallSample = (): ReadonlyMap<string, string> => new Map(files().map(([name, entries]) => [`${name}.csv`, csvOf(templateOf(name), entries)]))

const templateOf = (name: string) => {
  const template = findTemplate(`${name}.csv`)
  if (template === undefined) throw new Error(`no template is named like ${name}`)
  return template
}
