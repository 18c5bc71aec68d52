import type { ScenarioCommand } from './scenario.js'

type Fields = Readonly<Record<string, unknown>>

/** The province that the examples play in. */
export const province = { codeSet: 'vn-2025', code: '19' }

export const paper = (number: string, date = '2022-11-27') => ({ number, date, issuer: 'UBND tỉnh', signer: 'Hoàng Minh Khuê' })

export const openProgramme = (fields: Fields = {}): ScenarioCommand => ({
  name: 'open-programme',
  fields: { occurredOn: '2022-01-18', paper: paper('90/QĐ-TTg', '2022-01-18'), code: 'NTP-PR', name: 'Giảm nghèo bền vững', unit: province, opensOn: '2021-01-01', closesOn: '2025-12-31', ...fields },
})
