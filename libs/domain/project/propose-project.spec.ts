import { describe, expect, it } from '@jest/globals'
import type { Refusal } from '../core/refusal.js'
import { openProgramme, province, paper } from '../testing/examples.js'
import { proposeProject, proposed, village } from '../testing/examples-project.js'
import { project } from './project.js'

const unknownId = '6f1c1b9e-3c54-5d0e-9a51-0f6f0d1c2b3a'

describe('proposing a project', () => {
  it('records it, proposed from its day', () => {
    const { scenario, projectId } = proposed()
    expect(scenario.lastEvent.type).toBe('project-proposed')
    expect(scenario.state(project(projectId))).toMatchObject({ stages: [{ from: '2023-06-01', value: 'proposed' }], proposal: { mode: 'community' } })
  })

  it('refuses a group that is not there', () => {
    const at = village()
    at.scenario.when(proposeProject({ ...at, groupId: unknownId })).refuses('group-unknown', { groupId: unknownId })
  })

  it('refuses a day before the group was formed', () => {
    const at = village()
    at.scenario.when(proposeProject(at, { occurredOn: '2023-05-14' })).refuses('group-not-yet-formed', { formedOn: '2023-05-15' })
  })

  it('refuses a programme that is not there', () => {
    const at = village()
    at.scenario.when(proposeProject({ ...at, programmeId: unknownId })).refuses('programme-unknown')
  })

  it('refuses a day after the programme has ended', () => {
    const at = village()
    at.scenario.when(proposeProject(at, { occurredOn: '2026-02-01' })).refuses('programme-not-open-on-day')
  })

  it('refuses a programme without a rule set on the day', () => {
    const at = village()
    const programmeId = at.scenario.idOf(openProgramme({ code: 'NTP-NRD', paper: paper('263/QĐ-TTg', '2022-01-18') }), 'programmeId')
    at.scenario.when(proposeProject({ ...at, programmeId })).refuses('no-rule-set-in-force')
  })

  it('refuses a unit that is not registered', () => {
    const at = village()
    at.scenario.when(proposeProject(at, { unit: { ...province, code: '99' } })).refuses('unit-unknown')
  })
})

describe('a refusal', () => {
  it('speaks to people in both languages', () => {
    const at = village()
    const decided = at.scenario.run(proposeProject(at, { occurredOn: '2023-05-14' })) as Refusal
    expect(decided.message).toEqual({
      vi: 'Nhóm “Nhóm chăn nuôi bò xóm Thịnh Đức” được thành lập ngày 15/05/2023, sau ngày 14/05/2023.',
      en: 'Group “Nhóm chăn nuôi bò xóm Thịnh Đức” was formed on 15/05/2023, after 14/05/2023.',
    })
  })
})
