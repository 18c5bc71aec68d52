import { describe, expect, it } from '@jest/globals'
import { openProgramme, paper, publishRuleSet, rules } from '../testing/examples.js'
import { Scenario } from '../testing/scenario.js'
import { programme, ruleSetOn } from './programme.js'

const opened = () => {
  const scenario = new Scenario()
  return { scenario, programmeId: scenario.idOf(openProgramme(), 'programmeId') }
}
const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

describe('publishing a rule set', () => {
  it('puts it in force from its day on', () => {
    const { scenario, programmeId } = opened()
    scenario.when(publishRuleSet(programmeId)).records('rule-set-published')
    const state = scenario.state(programme(programmeId))
    expect(ruleSetOn(state, '2022-12-10')).toMatchObject({ rules: { projectCapDong: 'none-known', newlyEscapedMonths: 36 } })
    expect(ruleSetOn(state, '2022-12-09')).toMatchObject({ code: 'no-rule-set-in-force' })
  })

  it('lets a later one take over', () => {
    const { scenario, programmeId } = opened()
    scenario.given(publishRuleSet(programmeId), publishRuleSet(programmeId, { effectiveFrom: '2024-01-01', paper: paper('2/2024/QĐ-UBND'), rules: { ...rules, projectCapDong: 800_000_000 } }))
    const state = scenario.state(programme(programmeId))
    expect(ruleSetOn(state, '2023-12-31')).toMatchObject({ rules: { projectCapDong: 'none-known' } })
    expect(ruleSetOn(state, '2024-01-01')).toMatchObject({ rules: { projectCapDong: 800_000_000 } })
  })

  it('refuses a programme that is unknown', () => new Scenario().when(publishRuleSet(unknownId)).refuses('programme-unknown', { programmeId: unknownId }))

  it('refuses rules from a day on which the programme is not open', () => {
    const { scenario, programmeId } = opened()
    scenario.when(publishRuleSet(programmeId, { effectiveFrom: '2026-01-01' })).refuses('programme-not-open-on-day', { day: '2026-01-01' })
  })

  it('refuses two from one day', () => {
    const { scenario, programmeId } = opened()
    scenario.given(publishRuleSet(programmeId)).when(publishRuleSet(programmeId, { paper: paper('26/2022/QĐ-UBND') })).refuses('rule-set-already-from-day', { effectiveFrom: '2022-12-10' })
  })

  it('refuses the same paper twice', () => {
    const { scenario, programmeId } = opened()
    scenario.given(publishRuleSet(programmeId)).when(publishRuleSet(programmeId, { effectiveFrom: '2023-06-01' })).refuses('paper-already-recorded')
  })

  it.each(['stateShareCaps', 'projectCaps', 'householdCaps', 'recoveryPercents'] as const)('refuses two figures for one case among %s', (list) => {
    const { scenario, programmeId } = opened()
    const some = { ...rules, projectCaps: [{ mode: 'community', capDong: 300_000_000 }] }
    scenario.when(publishRuleSet(programmeId, { rules: { ...rules, [list]: [...some[list].slice(0, 1), ...some[list].slice(0, 1)] } })).refuses('rule-repeated', { list })
  })

  it('refuses a paper that is dated in the future', () => {
    const { scenario, programmeId } = opened()
    scenario.when(publishRuleSet(programmeId, { paper: paper('1/QĐ', '2026-03-02') })).refuses('paper-dated-in-future')
  })
})
