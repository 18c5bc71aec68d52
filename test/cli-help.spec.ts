import { describe, expect, it } from '@jest/globals'
import { createProgram } from '../apps/cli/program.js'
import { jsonOf, runCli, temporaryFolder } from './cli-process.js'

const commands = ['demo', 'import', 'find', 'history', 'group', 'project', 'board', 'pool', 'recoveries', 'events', 'verify', 'rebuild', 'copy-log', 'token', 'webhooks', 'serve', 'relay', 'migrate']

describe('the help of the CLI', () => {
  it('names every command, Vietnamese first', async () => {
    const { stdout, code } = await runCli('--help')
    expect(code).toBe(0)
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    expect(stdout).toContain('Cách dùng / Usage:')
  })

  it.each(commands)('of %s says what it does in both languages, with examples', (name) => {
    const command = createProgram().commands.find((each) => each.name() === name)
    let help = ''
    command?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    expect(help).toMatch(/[ăâđêôơưạảấầậắặẹếềệịọốồộớợụứựỳ].* \/\s[a-zA-Z ]+/)
    expect(help).toContain(`Ví dụ / Examples:\n  `)
    expect(help).toContain('--data-dir')
  })

  it('comes after an unknown command, with what may have been meant', async () => {
    const { stderr, code } = await runCli('imprt')
    expect(code).toBe(1)
    expect(stderr).toContain('import')
    expect(stderr).toContain('sinhke --help')
  })
})

describe('an operator who errs', () => {
  it('is told in both languages what to do next', async () => {
    const dataDir = `${await temporaryFolder()}/none`
    const errors: readonly (readonly [readonly string[], string])[] = [
      [['history', 'hoa'], 'sinhke import'],
      [['import', 'khong-co'], 'đường dẫn'],
      [['import', '--template', 'khong-co'], '--templates'],
      [['token', '--name', 'A', '--days', 'x'], '--days'],
      [['serve', '--port', 'x'], 'PORT'],
      [['recoveries', '--from', '31/02/2025'], 'sinhke import'],
    ]
    const ended = await Promise.all(errors.map(([words]) => runCli(...words, '--data-dir', dataDir)))
    for (const [index, { code, stdout, stderr }] of ended.entries()) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(/^Lỗi: .+\nError: .+\n$/s)
      expect(stderr).toContain(errors[index]?.[1])
      expect(stderr).not.toMatch(/^ {4}at /m)
    }
  })
})

describe('what the CLI finds in the small sample', () => {
  it('tells namesakes apart, and prints histories of any moment', async () => {
    const dataDir = await temporaryFolder()
    const run = (...words: string[]) => runCli(...words, '--data-dir', dataDir)
    expect((await run('import', 'samples/small')).code).toBe(0)

    const { households } = jsonOf<{ households: readonly { householdId: string; headBirthDate: string }[] }>(await run('find', 'trieu thi sinh', '--json'))
    expect(new Set(households.map(({ householdId }) => householdId)).size).toBe(2)
    expect(new Set(households.map(({ headBirthDate }) => headBirthDate)).size).toBe(2)

    const ambiguous = await run('history', 'trieu thi sinh')
    expect(ambiguous.code).toBe(1)
    for (const { householdId } of households) expect(ambiguous.stderr).toContain(householdId)

    const page = await run('history', '000000003001')
    expect(page.stdout).toContain('HỘ TRIỆU THỊ SÍNH')
    expect(page.stdout).toMatch(/13\.500\.000\s*$/m)
    expect(Math.max(...page.stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100)
    expect(page.stdout.split('\n').length).toBeLessThan(45)

    const before = jsonOf<{ obligations: readonly { outstanding: number }[] }>(await run('history', '000000003001', '--as-of', '31/12/2024', '--json'))
    expect(before.obligations).toMatchObject([{ outstanding: 4_000_000 }])

    const project = await run('project', 'bo sinh san thinh duc')
    expect(project.stdout).toContain('Quỹ quay vòng')
    const pool = await run('pool', 'bo sinh san thinh duc')
    expect(pool.stdout).toMatch(/Đã thu hồi\s+14\.900\.000\s+1 con bò/)
    expect(jsonOf<{ held: object }>(await run('pool', 'bo sinh san thinh duc', '--as-of', '01/01/2025', '--json'))).toMatchObject({ held: { moneyDong: 0, animals: [] } })
    const late = await run('recoveries', '--to', '31/12/2025', '--late')
    expect(late.stdout).toMatch(/31\/12\/2025 Triệu Thị Sính\s+4\.000\.000\s+2\.500\.000\s+1\.500\.000 31\/12\/2025/)
    expect(Math.max(...late.stdout.split('\n').map((line) => [...line.normalize('NFC')].length))).toBeLessThanOrEqual(100)
    const group = await run('group', 'bo sinh san thinh duc')
    expect(group.stdout).toMatch(/^.{32} \d\d\/\d\d\/\d{4} +trưởng nhóm/m)
    expect(Math.max(...group.stdout.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(100)
    const events = await run('events', '--type', 'recovery-received', '--limit', '3', '--json')
    expect(events.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(Array(3).fill('recovery-received'))
    expect((await run('rebuild')).code).toBe(0)
    expect((await run('verify')).code).toBe(0)
  }, 120_000)

  it('is what the demo imports, and a second demo adds nothing', async () => {
    const dataDir = await temporaryFolder()
    const first = await runCli('demo', '--sample', 'small', '--once', '--port', '0', '--data-dir', dataDir)
    expect(first.code).toBe(0)
    expect(first.stdout.match(/^curl /gm)).toHaveLength(3)
    const again = await runCli('demo', '--sample', 'small', '--once', '--port', '0', '--data-dir', dataDir)
    expect(again.stdout).toMatch(/Cộng\s+[\d.]+\s+0\s+[\d.]+\s+0\s+0/)
  }, 60_000)
})
