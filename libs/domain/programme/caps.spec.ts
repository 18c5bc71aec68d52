import { describe, expect, it } from '@jest/globals'
import { rules as exampleRules } from '../testing/examples.js'
import { counterpart, proposed, approveProject } from '../testing/examples-project.js'
import { capInWords, percentCapInWords, projectCapOf, stateShareCapOf } from './caps.js'
import { rules as rulesShape } from './rules.js'

const rules = (fields: object = {}) => rulesShape.parse({ ...exampleRules, ...fields })
const projectCaps = [
  { mode: 'community', capDong: 300_000_000 },
  { mode: 'community', areaKind: 'difficult', capDong: 400_000_000 },
  { mode: 'community', areaKind: 'other', capDong: 'none-known' },
]

describe('the caps of a project', () => {
  it('is the most exact one that the rules have', () => {
    const given = rules({ projectCapDong: 800_000_000, projectCaps })
    expect(projectCapOf(given, 'community', 'difficult')).toBe(400_000_000)
    expect(projectCapOf(given, 'community', 'especially-difficult')).toBe(300_000_000)
    expect(projectCapOf(given, 'community', 'other')).toBe('none-known')
    expect(projectCapOf(given, 'value-chain', 'other')).toBe(800_000_000)
    expect(projectCapOf(rules(), 'value-chain', 'other')).toBe('none-known')
  })

  it('hold at approval, where one is known', () => {
    const capped = (capDong: unknown) => {
      const at = proposed({ projectCapDong: 1, projectCaps: [{ mode: 'community', areaKind: 'difficult', capDong }] })
      return at.scenario.when(approveProject(at.projectId, at))
    }
    capped(29_999_999).refuses('project-cap-exceeded', { capDong: 29_999_999 })
    capped(30_000_000).records('project-approved')
    capped('none-known').records('project-approved')
  })

  it("never refuse the State's share where no cap is known", () => {
    const at = proposed({ stateShareCaps: [{ mode: 'community', areaKind: 'difficult', percent: 'none-known' }] })
    at.scenario.when(approveProject(at.projectId, at, { counterpart: { ...counterpart, cashDong: 0, goodsDong: 0 } })).records('project-approved')
    expect(stateShareCapOf(rules(), 'community', 'difficult')).toBe(80)
    expect(stateShareCapOf(rules(), 'commissioned', 'difficult')).toBe('none-known')
  })

  it('are shown as what they are, also where none is known', () => {
    expect([capInWords(300_000_000).vi, capInWords('none-known')]).toEqual(['300.000.000 đồng', { vi: 'chưa có mức trần', en: 'no cap known' }])
    expect([percentCapInWords(80).vi, percentCapInWords('none-known').vi]).toEqual(['80%', 'chưa có mức trần'])
  })
})
