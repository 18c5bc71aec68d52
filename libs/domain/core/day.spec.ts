import { execFileSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addMonths, dayAt, endOfDay, isDay } from './day.js'

const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))

describe('days', () => {
  it.each(['2024-02-29', '2000-02-29', '2023-12-31'])('has %s', (text) => expect(isDay(text)).toBe(true))

  it.each(['2023-02-29', '1900-02-29', '2023-04-31', '2023-13-01', '2023-00-10', '2023-1-1', '30/10/2023', '2023-10-30T00:00:00Z', '', '2023-10-30 '])('has no %p', (text) =>
    expect(isDay(text)).toBe(false))

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2023-10-31', 36, '2026-10-31'],
    ['2023-12-15', 1, '2024-01-15'],
    ['2024-03-31', -1, '2024-02-29'],
  ])('counts from %s on %d months to %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected))

  it('never skips a month', () =>
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 240 }), (day, months) => {
        const later = addMonths(day, months)
        const monthOf = (each: string) => Number(each.slice(0, 4)) * 12 + Number(each.slice(5, 7))
        return isDay(later) && monthOf(later) - monthOf(day) === months && later.slice(8) <= day.slice(8)
      }),
    ))

  it('begins and ends in Asia/Ho_Chi_Minh', () => {
    expect(dayAt('2023-12-31T16:59:59.999Z')).toBe('2023-12-31')
    expect(dayAt('2023-12-31T17:00:00.000Z')).toBe('2024-01-01')
    expect(endOfDay('2024-02-29')).toBe('2024-02-29T16:59:59.999Z')
  })

  it('has its end within itself', () =>
    fc.assert(fc.property(days, (day) => dayAt(endOfDay(day)) === day && dayAt(new Date(Date.parse(endOfDay(day)) + 1).toISOString()) > day)))

  it.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Ho_Chi_Minh'])('is the same in a process that runs in %s', (zone) => {
    const script = `import(${JSON.stringify(new URL('./day.js', import.meta.url).href)}).then((day) => console.log(JSON.stringify([
      day.dayAt('2023-12-31T17:30:00.000Z'), day.endOfDay('2024-02-29'), day.addMonths('2024-01-31', 1), day.isDay('2023-03-26')])))`
    const printed = execFileSync(process.execPath, ['-e', script], { env: { ...process.env, TZ: zone, NODE_OPTIONS: '' }, encoding: 'utf8' })
    expect(JSON.parse(printed)).toEqual(['2024-01-01', '2024-02-29T16:59:59.999Z', '2024-02-29', true])
  })
})
