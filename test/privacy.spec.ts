import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ApiProcess, type Answer } from './api-process.js'
import { tracesOf } from './traces.js'

type Fields = Readonly<Record<string, unknown>>

const province = { codeSet: 'vn-2025', code: '19' }
const commune = { codeSet: 'vn-2025', code: '05551' }
const paper = (number: string, date: string) => ({ number, date, issuer: 'UBND' })

const invented = ['Lò Thị Khuyến Xoan', 'Giàng A Phừ Sềnh', 'Đặng Hữu Quyếch', 'Hà Ngọc Thuỷ Triêng', 'Quàng Văn Bướng', 'Vừ Mí Sính Lử'] as const
const officer = 'Nông Thục Quyên Khiết'

/** Households of invented people, no date or number of whom is anything else's. */
const households = invented.map((name, index) => ({
  village: `Bản Nậm Khẩu Hú ${String.fromCharCode(65 + index)}ế`,
  address: `Nhà sàn cuối dốc Phiêng Lằn số ${7_311 + index}`,
  members: [
    { relation: 'head', name, gender: 'female', birthDate: `1961-0${index + 1}-19`, citizenNumber: `01918504${7_711 + index * 13}`, phone: `09137704${10 + index * 7}`, ethnicity: `Pà Thẻn Mộc ${'ABCDEF'.charAt(index)}ừ` },
    { relation: 'child', name: `${name} Út`, birthDate: `2009-1${index % 3}-2${index}`, phone: `+8498822${3_300 + index}` },
  ],
}))
const rename = 'Bế Thị Hoạ Mi Tuyên'
const finding = 'Gia đình bà Khuyến bị nhầm tên đệm'

const digitsOf = (day: string): string[] => [day, day.replaceAll('-', ''), day.split('-').reverse().join('/'), day.split('-').reverse().join('-')]

const secrets = [
  ...households.flatMap(({ village, address, members }) => [village, address, ...members.flatMap((member) => [member.name, member.phone, ...digitsOf(member.birthDate)])]),
  ...households.flatMap(({ members }) => members.flatMap((member) => ('citizenNumber' in member ? [member.citizenNumber, member.ethnicity].filter((text) => text !== undefined) : []))),
  rename,
  finding,
  officer,
]

let api: ApiProcess
let stored: Readonly<Record<string, Buffer>>

const recorded = async (answer: Promise<Answer>): Promise<{ subjectId: string; eventId: string; position: number }> => {
  const { status, body, text } = await answer
  if (status !== 201) throw new Error(text)
  const { position, events } = body as unknown as { position: number; events: readonly { eventId: string; subject: string }[] }
  return { subjectId: events[0]?.subject.split(':')[1] ?? '', eventId: events[0]?.eventId ?? '', position }
}

const registration = (household: Fields): Fields => ({ occurredOn: '2022-12-20', paper: paper('15/BC-UBND', '2022-12-20'), unit: commune, ...household })

const registerAll = async (token: string): Promise<readonly Awaited<ReturnType<typeof recorded>>[]> => {
  const unit = { occurredOn: '2021-01-01', paper: paper('124/QĐ-TTg', '2004-07-08'), level: 'province', areaKind: 'other', validFrom: '2004-07-08' }
  await recorded(api.post('register-unit', { ...unit, unit: province, name: 'Tỉnh Thái Nguyên' }, { token }))
  await recorded(api.post('register-unit', { ...unit, unit: commune, name: 'Xã Văn Hán', level: 'commune', parent: province }, { token }))
  return Promise.all(households.map((household) => recorded(api.post('register-household', registration(household), { token }))))
}

/** Everything else that touches what is secret: a correction, refusals, malformed commands, searches, and histories. */
const useAll = async (token: string, registered: readonly Awaited<ReturnType<typeof recorded>>[]): Promise<void> => {
  const [first] = registered
  const [household] = households
  if (first === undefined || household === undefined) throw new Error('nothing is registered')
  const renamed = { unit: commune, ...household, members: household.members.map((member, index) => (index === 0 ? { ...member, name: rename } : member)) }
  const { position } = await recorded(api.post('correct-event', { eventId: first.eventId, paper: paper('02/KL-TTr', '2024-05-06'), finding, replacement: renamed }, { token }))
  expect((await api.post('register-household', registration(household), { token })).status).toBe(422)
  expect((await api.post('register-household', registration({ ...household, [household.village]: rename }), { token })).status).toBe(400)
  expect((await api.post('register-household', JSON.stringify(registration(household)).slice(0, -1), { token })).status).toBe(400)
  const headers = { authorization: `Bearer ${token}` }
  const found = await api.send(`/households?q=${encodeURIComponent(rename)}&minPosition=${position}`, { headers })
  expect([found.status, found.text]).toEqual([200, expect.stringContaining(rename)])
  for (const { subjectId } of registered) expect((await api.send(`/households/${subjectId}/history?minPosition=${position}`, { headers })).status).toBe(200)
  for (const secret of secrets) await api.send(`/households?q=${encodeURIComponent(secret)}`, { headers })
}

const filesOf = async (folder: string): Promise<Record<string, Buffer>> =>
  Object.fromEntries(await Promise.all((await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name))] as const)))

beforeAll(async () => {
  api = await ApiProcess.start()
  const token = await api.token({ name: officer, role: 'officer', validDays: 1 })
  await useAll(token, await registerAll(token))
  const running = await filesOf(api.dataDir)
  await api.end()
  const ended = await filesOf(api.dataDir)
  stored = { ...Object.fromEntries(Object.entries(running).map(([name, bytes]) => [`${name} while running`, bytes])), ...ended }
})
afterAll(() => api.stop())

describe('personal data', () => {
  it.each(['log.db', 'views.db'])('stands in no form in %s, nor in the files beside it', (name) => {
    const files = Object.entries(stored).filter(([file]) => file.startsWith(name))
    expect(files.map(([file]) => file)).toEqual(expect.arrayContaining([name, `${name}-wal while running`]))
    expect(files.flatMap(([file, bytes]) => tracesOf(secrets, bytes).map((trace) => `${file}: ${trace}`))).toEqual([])
  })

  it('stands in no other file than those of the vault', () => {
    const files = Object.entries(stored).filter(([file]) => !file.startsWith('vault.db'))
    expect(files.flatMap(([file, bytes]) => tracesOf(secrets, bytes).map((trace) => `${file}: ${trace}`))).toEqual([])
  })

  it('is not in what the server says of its work', () => {
    expect(tracesOf(secrets, Buffer.from(api.output))).toEqual([])
  })

  it('is what the log is full of, sealed: its events are there', () => {
    const log = Buffer.concat(Object.entries(stored).filter(([file]) => file.startsWith('log.db')).map(([, bytes]) => bytes)).toString('latin1')
    expect(log.split('"household-registered"').length).toBeGreaterThan(households.length)
    expect(log).toContain('"sealed":')
  })

  it('would be found, in whatever form', () => {
    const [name] = invented
    const citizenNumber = '019185047711'
    const left = [
      name, name.normalize('NFD'), name.toUpperCase(), 'lo thi khuyen xoan', 'LÒ  thị,KHUYẾN xoan', JSON.stringify({ name }), Buffer.from(`a${name}b`).toString('base64'), Buffer.from(`ab${name}`).toString('base64url'),
      Buffer.from(name).toString('hex'), encodeURIComponent(name),
    ]
    for (const text of left) expect(tracesOf([name], Buffer.from(`...${text}...`))).not.toEqual([])
    expect(tracesOf([name], Buffer.from(name, 'utf16le'))).not.toEqual([])
    for (const algorithm of ['md5', 'sha256']) expect(tracesOf([citizenNumber], createHash(algorithm).update(citizenNumber).digest())).not.toEqual([])
    expect(tracesOf(secrets, Buffer.from('nothing of the kind'))).toEqual([])
  })
})
