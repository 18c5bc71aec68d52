import { entriesOf, first, type Sheets } from './province-sheets.js'

/** What a paper leads to, in the order of a project's life: of papers of one day the later one counts. */
const stageOfFile = {
  'du-an': 'proposed', 'trinh-tham-dinh': 'submitted', 'tra-lai-ho-so': 'revision-requested', 'trinh-lai': 'submitted', 'tham-dinh': 'appraised', 'rut-ho-so': 'withdrawn',
  'phe-duyet': 'approved', 'khong-phe-duyet': 'rejected', 'hop-dong': 'contracted', 'bat-dau-thuc-hien': 'in-progress', 'tam-dung': 'suspended', 'tiep-tuc-thuc-hien': 'in-progress',
  'nghiem-thu': 'accepted', 'hoan-thanh-quyet-toan': 'completed', 'huy-bo': 'cancelled', 'ket-thuc-du-an': 'closed',
} as const

export type CountedStage = (typeof stageOfFile)[keyof typeof stageOfFile]

/** The stage that the last of a project's papers leads to. */
export const stageIn = (sheets: Sheets, project: string): CountedStage => {
  let last: { readonly day: string; readonly stage: CountedStage } = { day: '', stage: 'proposed' }
  for (const [about, stage] of Object.entries(stageOfFile)) {
    if (about === 'du-an') continue
    for (const entry of entriesOf(sheets, about)) {
      const day = dayOf(first(entry, 'Ngày xảy ra'))
      if (first(entry, 'Dự án') === project && day >= last.day) last = { day, stage }
    }
  }
  return last.stage
}

/** "05/08/2023" so that it can be compared. */
const dayOf = (text: string): string => text.split('/').reverse().join('-')
