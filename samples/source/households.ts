import { numbered, randomOf, type SampleEntry } from './entry.js'
import { communities, familyOf, personOf } from './people.js'
import { hopTien, paperOf, sangMoc, vanHan, vanHanToday } from './units.js'

type Office = Parameters<typeof paperOf>[0]

interface Place {
  readonly unit: { readonly codeSet: string; readonly code: string }
  readonly office: Office
  readonly villages: readonly string[]
  readonly listNumber: string
  readonly listedOn: string
}

const places: readonly Place[] = [
  { unit: vanHan, office: 'vanHan', villages: ['Xóm Thịnh Đức', 'Xóm Ba Quà', 'Xóm Vân Hòa'], listNumber: '14/DS-UBND', listedOn: '2022-11-25' },
  { unit: hopTien, office: 'hopTien', villages: ['Xóm Đèo Bụt', 'Xóm Bãi Bông', 'Xóm Cao Phong'], listNumber: '09/DS-UBND', listedOn: '2022-11-28' },
  { unit: sangMoc, office: 'sangMoc', villages: ['Xóm Khuổi Mèo', 'Xóm Tân Lập', 'Xóm Nà Ca'], listNumber: '11/DS-UBND', listedOn: '2022-12-01' },
]

export const perPlace = 20
const newcomers = 2

/** Rows 1–20 lie in Văn Hán, 21–40 in Hợp Tiến, 41–60 in Sảng Mộc, 61 and 62 came to Văn Hán after 1/7/2025. */
export const households = (): SampleEntry[] => {
  const random = randomOf(20_250_701)
  const settled = places.flatMap((place) => Array.from({ length: perPlace }, () => place))
  const late: Place = { unit: vanHanToday, office: 'vanHan', villages: ['Xóm Thịnh Đức'], listNumber: '31/DS-UBND', listedOn: '2025-09-10' }
  return numbered([...settled, ...Array.from({ length: newcomers }, () => late)].map((place, index) => householdOf(place, index, random)))
}

const householdOf = ({ unit, office, villages, listNumber, listedOn }: Place, index: number, random: () => number): SampleEntry['plain'] => ({
  unit,
  village: villages[Math.floor((index % perPlace) / (perPlace / villages.length))] ?? villages[0],
  members: membersOf(index, random),
  occurredOn: listedOn,
  paper: paperOf(office, listNumber, listedOn, 'Danh sách hộ dân trên địa bàn xã'),
})

/** Two households of Xóm Thịnh Đức have heads of one name: a search must show what tells them apart. */
const namesakes = [2, 5]

const membersOf = (index: number, random: () => number) => {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const community = pick(communities)
  const headIsFemale = random() < 0.35
  const head = personOf({ community, female: headIsFemale, birthYear: 1962 + Math.floor(random() * 30), pick, random })
  const named = namesakes.includes(index) ? { ...head, name: 'Triệu Thị Sính', gender: 'female', ethnicity: 'Dao' } : head
  const spouse = random() < 0.8 ? [{ relation: 'spouse', ...personOf({ community: pick(communities), female: named.gender === 'male', birthYear: Number(head.birthDate.slice(0, 4)) + 2, pick, random }) }] : []
  const children = Array.from({ length: Math.floor(random() * 4) }, (_, child) => ({
    relation: 'child', ...personOf({ community: { ...community, ethnicity: named.ethnicity, families: [familyOf(named.name)] }, female: random() < 0.5, birthYear: 2004 + child * 4 + Math.floor(random() * 3), pick, random }),
  }))
  const parent = random() < 0.25 ? [{ relation: 'parent', ...personOf({ community, female: true, birthYear: 1940 + Math.floor(random() * 10), pick, random }) }] : []
  return [{ relation: 'head', ...named, phone: `0000${String(100_000 + index)}` }, ...spouse, ...children, ...parent].map((member, place) => ({
    ...member,
    // Twelve digits that no province hands out: real numbers begin with 001 to 096.
    ...(place < 2 || random() < 0.5 ? { citizenNumber: `000${String(index + 1).padStart(6, '0')}${String(place + 1).padStart(3, '0')}` } : {}),
  }))
}
