import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { foldFact, projectFile, type FactsDocument } from '#read-models'
import { livelihood } from '#read-models/testing/livelihood'
import type { RecordedEvent } from '#event-log'
import { projectPage } from './project-page.js'

const pageOf = (lang: 'vi' | 'en'): string => {
  const { scenario, projectId, lan } = livelihood()
  const own = scenario.events.filter(({ tags }) => tags.includes(`project:${projectId}`))
  const recorded = own.map((event, index) => ({ ...event, position: index + 1, recordedAt: '', actor: { id: 'officer', role: 'officer' }, entrySource: 'app' }) as unknown as RecordedEvent)
  const document = recorded.reduce<FactsDocument | undefined>(foldFact, undefined) ?? { facts: [] }
  const file = { ...projectFile(projectId, document, { day: '2026-11-24' }), position: own.length }
  return stripVTControlCharacters(projectPage({ file, unitName: 'Xã Văn Hán', headNames: new Map([[lan, 'Hoàng Thị Lan']]), lang }))
}

describe('the page of a project', () => {
  it('shows by household and form what was put in of what was pledged', () => {
    const page = pageOf('vi')
    expect(page).toMatch(/Hoàng Thị Lan +0\/700\.000 +2,5\/4 +625\.000\/1\.700\.000\n/)
    expect(page).toContain('1 cam kết chưa có đơn giá')
    expect(page).toContain('các hộ đã cam kết 1.700.000 đồng')
  })

  it('shows what a household refused to take', () => {
    expect(pageOf('vi')).toContain('Hoàng Thị Lan, 15/11/2023: con giống TN-0009')
    expect(pageOf('en')).toMatch(/Refused +Hoàng Thị Lan, 15\/11\/2023: animal TN-0009/)
  })

  it('keeps to its width', () => {
    for (const line of pageOf('vi').split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })
})
