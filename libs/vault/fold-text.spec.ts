import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { foldedWords, foldText } from './fold-text.js'

describe('folding', () => {
  it.each([
    ['Hoà', 'hoa'],
    ['Hòa', 'hoa'],
    ['Đặng  Thị Ưởng ', 'dang thi uong'],
    ['NGUYỄN VĂN QUÝ', 'nguyen van quy'],
    ["H'Bia K’Sơn", 'hbia kson'],
    ['Xóm Khuôn-Ngàn (cũ)', 'xom khuon ngan cu'],
    ['Xóm 10', 'xom 10'],
    ['…', ''],
  ])('makes of "%s" "%s", composed or not', (text, folded) => {
    expect(foldText(text.normalize('NFC'))).toBe(folded)
    expect(foldText(text.normalize('NFD'))).toBe(folded)
  })

  it('changes nothing when repeated', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
      { numRuns: 2_000 },
    )
  })

  it('gives words that neither are empty nor hold a space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of foldedWords(text)) expect(word).toMatch(/^\S+$/)
      }),
    )
  })
})
