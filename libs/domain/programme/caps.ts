import type { AreaKind } from '../core/area-kind.js'
import { formatDong, formatNumber, type Bilingual } from '../core/language.js'
import type { Cap, PercentCap, ProjectMode, Rules } from './rules.js'

/** The cap of a project's State budget: that of its mode and kind of area, else that of its mode, else that of any project. */
export const projectCapOf = ({ projectCaps = [], projectCapDong }: Rules, mode: ProjectMode, areaKind: AreaKind): Cap => {
  const ofMode = projectCaps.filter((each) => each.mode === mode)
  const found = ofMode.find((each) => each.areaKind === areaKind) ?? ofMode.find((each) => each.areaKind === undefined)
  return found?.capDong ?? projectCapDong
}

/** The cap of the State's share; a mode and kind of area that the rules don't name have none that is known. */
export const stateShareCapOf = ({ stateShareCaps }: Rules, mode: ProjectMode, areaKind: AreaKind): PercentCap =>
  stateShareCaps.find((each) => each.mode === mode && each.areaKind === areaKind)?.percent ?? 'none-known'

const noneKnown: Bilingual = { vi: 'chưa có mức trần', en: 'no cap known' }

/** A cap as people read it: that none is known is said, never shown as zero or left out. */
export const capInWords = (cap: Cap): Bilingual => (cap === 'none-known' ? noneKnown : { vi: formatDong(cap), en: formatDong(cap) })

export const percentCapInWords = (cap: PercentCap): Bilingual => (cap === 'none-known' ? noneKnown : { vi: `${formatNumber(cap)}%`, en: `${formatNumber(cap)}%` })
