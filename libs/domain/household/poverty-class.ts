import type { Bilingual } from '../core/language.js'
import { povertyClasses, type PovertyClass } from '../programme/rules.js'

export { povertyClasses, type PovertyClass }

const names: Readonly<Record<PovertyClass, Bilingual>> = {
  poor: { vi: 'hộ nghèo', en: 'poor' },
  'near-poor': { vi: 'hộ cận nghèo', en: 'near-poor' },
  'newly-escaped': { vi: 'hộ mới thoát nghèo', en: 'newly escaped from poverty' },
  'not-poor': { vi: 'hộ không nghèo', en: 'not poor' },
}

export const povertyClassName = (povertyClass: PovertyClass): Bilingual => names[povertyClass]
