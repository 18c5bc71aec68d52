import { formatDong, type Bilingual } from '../core/language.js'
import { animalsInWords, speciesName } from '../support/species.js'
import type { OwedUnit } from './obligation.js'

/** "4.000.000 đồng", or "2 con bò". */
export const quantityInWords = (unit: OwedUnit, quantity: number): Bilingual =>
  unit === 'dong' ? { vi: formatDong(quantity), en: formatDong(quantity) } : animalsInWords(unit, quantity)

/** "tiền", or "bò". */
export const unitInWords = (unit: OwedUnit): Bilingual => (unit === 'dong' ? { vi: 'tiền', en: 'money' } : speciesName(unit))
