import { describe, expect, it } from '@jest/globals'
import { countsOf } from './counts.js'
import type { Evidence } from './evidence.js'
import type { Saying } from './journal.js'
import { reportOf } from './report.js'
import type { Round } from './round.js'

const said: readonly Saying[] = [
  { says: 'sent', at: 1_000, commandId: 'plain', counters: ['a'] }, { says: 'stored', at: 1_100, commandId: 'plain', firstPosition: 1, lastPosition: 1, repeated: false },
  { says: 'sent', at: 1_000, commandId: 'found', counters: ['a'] }, { says: 'unknown', at: 1_200, commandId: 'found' },
  { says: 'stored', at: 5_200, commandId: 'found', firstPosition: 2, lastPosition: 2, repeated: true },
  { says: 'sent', at: 1_000, commandId: 'anew', counters: ['a'] }, { says: 'taken-over', at: 5_300, commandId: 'anew' },
  { says: 'stored', at: 5_400, commandId: 'anew', firstPosition: 3, lastPosition: 3, repeated: false },
  { says: 'stored', at: 5_500, commandId: 'anew', firstPosition: 3, lastPosition: 3, repeated: true },
  ...(['left', 'gone'] as const).flatMap((commandId): Saying[] => [{ says: 'sent', at: 1_000, commandId, counters: ['a'] }, { says: 'unknown', at: 1_300, commandId }, { says: 'abandoned', at: 1_300, commandId }]),
  { says: 'sent', at: 1_000, commandId: 'refused', counters: ['a'] }, { says: 'refused', at: 1_000, commandId: 'refused' },
]
const outcomes = new Map([['plain', 1], ['found', 2], ['anew', 3], ['left', 4]].map(([commandId, position]) => [String(commandId), { firstPosition: Number(position), lastPosition: Number(position) }]))
const evidence: Evidence = { events: [], said, outcomes, seen: [], views: { position: 0, documents: 0, differences: [] }, unsound: [], troubles: [] }

describe('the counts of a round', () => {
  it('say what became of every command without an answer of its own', () => {
    expect(countsOf(evidence)).toEqual({
      acknowledged: 3, refused: 1, events: 0, followed: 0, longestPauseMs: 4_100,
      unknown: { count: 3, found: 1, storedByRepeat: 0, leftAndThere: 1, leftAndNotThere: 1 },
      takenOver: { count: 1, found: 0, storedByRepeat: 1, leftAndThere: 0, leftAndNotThere: 0 },
    })
  })
})

describe('the report', () => {
  const round = (findings: Round['findings']): Round =>
    ({ seed: 7, uri: '', digest: '', faults: [{ kind: 'primary-killed', atMs: 1_234, lastedMs: 5_678 }], counts: countsOf(evidence), findings, folder: undefined })
  const report = (rounds: readonly Round[], lateFindings: readonly string[] = []) => reportOf({ day: '2026-12-31', machine: '', seed: 7, rounds, lateFindings })

  it('sums the rounds up', () => {
    const text = report([round([]), round([])])
    expect(text).toMatch(/\| 31\/12\/2026, `7` \|/)
    expect(text).toMatch(/acknowledged commits \| 6 \(/)
    expect(text).toMatch(/longest pause of writing \| 4,1 s/)
    expect(text).toMatch(/findings\*\* \| \*\*0\*\*/)
    expect(text).toContain('| 2 | 7 | K 1,2 (5,7) | 3 | 0 | 3: 1 đã có / found; 1 để yên, có / left, there; 1 để yên, không có / left, not there | 1: 1 ghi lại / anew | 1 | 4,1 | 0 | giữ đủ / kept |')
  })

  it('counts and names what was found, also when all was over', () => {
    const text = report([round([{ check: 'gapless', what: 'position 6 follows 4' }]), round([])], ['the log is not what it was'])
    expect(text).toMatch(/findings\*\* \| \*\*2\*\*/)
    expect(text).toMatch(/\| \*\*gapless\*\* \|/)
    expect(text).toContain('- 1, `gapless`: position 6 follows 4\n- sau cùng / at the end: the log is not what it was')
  })
})
