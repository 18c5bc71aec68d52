import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { jsonOf, runCli, temporaryFolder } from './cli-process.js'

interface Problem {
  readonly file: string
  readonly line?: number
  readonly column?: number
  readonly code: string
  readonly kind: string
  readonly message: { readonly vi: string; readonly en: string }
}

const paper = '25/11/2022,14/DS,25/11/2022,UBND xã'
const unitHeader = 'Số dòng,Ngày xảy ra,Giấy tờ: Số giấy tờ,Giấy tờ: Ngày giấy tờ,Giấy tờ: Nơi ban hành,Đơn vị: Bộ mã đơn vị,Đơn vị: Mã đơn vị,Tên đơn vị,Cấp,Loại địa bàn,Có hiệu lực từ ngày'
const unit = (number: string, code: string, rest = 'Xã A,xã,khó khăn,01/01/2021') => `${number},${paper},vn-2004,${code},${rest}`
const householdHeader = 'Số dòng,Ngày xảy ra,Giấy tờ: Số giấy tờ,Giấy tờ: Ngày giấy tờ,Giấy tờ: Nơi ban hành,Đơn vị: Bộ mã đơn vị,Đơn vị: Mã đơn vị,"Thôn, bản, tổ dân phố",Các thành viên: Quan hệ với chủ hộ,Các thành viên: Họ và tên,Các thành viên: Ngày sinh'
const household = (number: string, name: string, birthDate = '') => `${number},${paper},vn-2004,001,Xóm 1,chủ hộ,${name},${birthDate}`
const capitalHeader = 'Số dòng;Ngày xảy ra;Giấy tờ: Số giấy tờ;Giấy tờ: Ngày giấy tờ;Giấy tờ: Nơi ban hành;Chương trình;Đơn vị được giao vốn: Bộ mã đơn vị;Đơn vị được giao vốn: Mã đơn vị;Năm ngân sách;Các dòng vốn: Dự án thành phần, tiểu dự án;Các dòng vốn: Nguồn vốn;Các dòng vốn: Năm ngân sách;Các dòng vốn: Số tiền'
const capital = (number: string, amount: string, programme = '1') => `${number};25/11/2022;1/QĐ;25/11/2022;UBND tỉnh;${programme};vn-2004;001;2023;DA2;trung ương;2023;${amount}`

const files: Readonly<Record<string, string | Buffer>> = {
  '01-don-vi.csv': `\ufeff${[unitHeader, unit('1', '001'), unit('2', '002', 'Xã B,quận,khó khăn,01/01/2021'), unit('3', '003', '"Xã C,xã,khó khăn,01/01/2021'), unit('4', '004'), unit('1', '005'), unit('6', '006', 'Xã G,xã,khó khăn,30/02/2021'), `${unit('7', '007')},thừa`, unit('', '008'), ',,,,,,,,,,', unit('4', '004')].join('\r\n')}\r\n`,
  '02-chuong-trinh.csv': Buffer.concat([Buffer.from(`Số dòng,Ngày xảy ra,Giấy tờ: Số giấy tờ,Giấy tờ: Ngày giấy tờ,Giấy tờ: Nơi ban hành,Mã chương trình,Tên chương trình,Đơn vị quản lý: Bộ mã đơn vị,Đơn vị quản lý: Mã đơn vị,Ngày bắt đầu\n1,${paper},A,Chương trình A,vn-2004,001,01/01/2022\n2,${paper},B,Ch`), Buffer.from([0xc3, 0x28]), Buffer.from(`,vn-2004,001,01/01/2022\n3,${paper},C,Chương trình C,vn-2004,001,01/01/2022`)]),
  '04-giao-von.csv': [capitalHeader, capital('1', '117.325.000.000'), capital('2', '1.5'), capital('3', '1,000'), capital('4', '5000000', 'không phải số dòng?')].join('\n'),
  '05-ho.csv': [householdHeader, household('1', 'Triệu Văn A'), household('2', 'Triệu Văn B'), '2,,,,,,,,con,"Triệu Văn C,', household('3', 'Triệu Văn D', '2022-02-29'), household('4', 'Triệu Văn E'), '4,,,,,,,Xóm 2,con,Triệu Văn F,', household('99', 'Triệu Văn G').replace(',001,', ',404,')].join('\n'),
  'unknown-column.csv': `${unitHeader},Cột lạ\n`,
  '01-don-vi.sai-cot.csv': `${unitHeader},Cột lạ\n`,
  'utf-16.csv': Buffer.from('\ufeffSố dòng', 'utf16le'),
  'empty.csv': '',
}

describe('a malformed file', () => {
  let problems: readonly Problem[] = []
  let tallies: readonly { file: string; recorded: number; refused: number; malformed: number }[] = []

  beforeAll(async () => {
    const folder = await temporaryFolder()
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    const finished = await runCli('import', folder, '--json', '--data-dir', join(folder, 'data'))
    expect(finished.code).toBe(1)
    const report = jsonOf<{ problems: readonly Problem[]; files: typeof tallies }>(finished)
    problems = report.problems
    tallies = report.files
  }, 60_000)

  const problemsIn = (name: string) => problems.filter(({ file }) => basename(file) === name).map(({ line, column, code }) => [line, column, code])
  const tallyOf = (name: string) => tallies.find(({ file }) => basename(file) === name)

  it('names the cell of each wrong value, and takes the other rows', () => {
    expect(problemsIn('01-don-vi.csv')).toEqual([
      [3, 9, 'cell-malformed'], [4, 8, 'quote-unbalanced'], [6, undefined, 'row-number-reused'], [7, 11, 'cell-malformed'], [8, 12, 'too-many-cells'], [9, 1, 'row-number-missing'],
    ])
    expect(tallyOf('01-don-vi.csv')).toMatchObject({ recorded: 2, alreadyThere: 1, refused: 1, malformed: 5 })
  })

  it('skips only the line that is not UTF-8', () => {
    expect(problemsIn('02-chuong-trinh.csv')).toEqual([[3, undefined, 'line-not-utf8']])
    expect(tallyOf('02-chuong-trinh.csv')).toMatchObject({ recorded: 2 })
  })

  it('takes 117.325.000.000, and neither decimals nor commas', () => {
    expect(problemsIn('04-giao-von.csv')).toEqual([[3, 13, 'cell-malformed'], [4, 13, 'cell-malformed'], [5, 6, 'cell-malformed']])
    expect(tallyOf('04-giao-von.csv')).toMatchObject({ recorded: 1 })
  })

  it('records no entry of which a line is broken, nor one with two contents', () => {
    expect(problemsIn('05-ho.csv')).toEqual(expect.arrayContaining([[4, 10, 'quote-unbalanced'], [3, undefined, 'entry-incomplete'], [5, 11, 'cell-malformed'], [7, 8, 'row-number-repeated'], [8, undefined, 'unit-unknown']]))
    expect(tallyOf('05-ho.csv')).toMatchObject({ recorded: 1, refused: 1 })
  })

  it('is refused whole when no row of it can be understood', () => {
    expect(problemsIn('unknown-column.csv')).toEqual([[1, undefined, 'template-unknown']])
    expect(problemsIn('01-don-vi.sai-cot.csv')).toEqual([[1, 12, 'column-unknown']])
    expect(problemsIn('utf-16.csv')).toEqual([[1, undefined, 'file-not-utf8']])
    expect(problemsIn('empty.csv')).toEqual([[undefined, undefined, 'file-empty']])
  })

  it('tells every problem in both languages', () => {
    for (const { message } of problems) expect({ vi: message.vi.length > 5, en: message.en.length > 5 }).toEqual({ vi: true, en: true })
  })
})
