import type { UnitRef } from '#event-log'
import { OperatorError } from './explain.js'

/** `--unit vn-2025/05680` as a query takes it. Throws `OperatorError`. */
export const unitOf = (text: string | undefined): UnitRef | undefined => {
  if (text === undefined) return undefined
  const [, codeSet, code] = /^([^/]+)\/([^/]+)$/.exec(text) ?? []
  if (codeSet === undefined || code === undefined) throw new OperatorError({ vi: `--unit phải có dạng bộ-mã/mã, ví dụ vn-2025/05680, không phải "${text}".`, en: `--unit must be code-set/code, e.g. vn-2025/05680, not "${text}".` })
  return { codeSet, code }
}
