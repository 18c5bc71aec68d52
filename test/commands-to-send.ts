import { v4 } from 'uuid'

/** A command that nothing stands in the way of, of one event; each with a code of its own. */
export const openProgramme = (): object => ({
  occurredOn: '2022-01-18', paper: { number: '90/QĐ-TTg', date: '2022-01-18', issuer: 'Thủ tướng Chính phủ' }, unit: { codeSet: 'vn-2025', code: '19' },
  code: v4(), name: 'Giảm nghèo bền vững', opensOn: '2021-01-01',
})
