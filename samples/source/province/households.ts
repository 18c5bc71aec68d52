import { communities, familyOf, personOf, type GivenNames } from '../people.js'
import { communes, officeOn, paperOf, unitOn, type Commune } from './areas.js'
import type { Book, Entered } from './book.js'
import { Chance } from './chance.js'
import { reviewsOf, type Classified } from './reviews.js'

/** What the other parts need of a household. */
export interface Household {
  /** The number of its row. */
  readonly row: number
  readonly commune: Commune
  readonly village: string
  readonly registeredOn: string
  readonly members: readonly { readonly name: string; readonly ethnicity: string }[]
  /** Its members' citizen numbers were known when it was registered. */
  readonly hasNumbers: boolean
  readonly classes: readonly Classified[]
  /** Entered late, or mistyped and corrected: no project builds on it. */
  readonly isSetApart: boolean
}

const perCommune = 105
const newcomersOfCommune = 2

const villageNames = [
  'Xóm Đồng Tâm', 'Xóm Nà Lọc', 'Xóm Khuổi Chạo', 'Xóm Làng Hỏa', 'Xóm Tân Tiến', 'Xóm Bản Chương', 'Xóm Đèo Khế', 'Xóm Nà Sọc', 'Xóm Cây Hồng', 'Xóm Thâm Quang', 'Xóm Đồng Vang', 'Xóm Khe Cạn',
  'Xóm Pác Máng', 'Xóm Trung Tâm', 'Xóm Phú Ninh', 'Xóm Bãi Mố', 'Xóm Suối Găng', 'Xóm Nà Mẩy', 'Xóm Đồng Bản', 'Xóm Lũng Luông', 'Xóm Gốc Sữa', 'Xóm Vân Khánh', 'Xóm Ao Rôm', 'Xóm Khuân Nang',
]

const names: GivenNames = {
  female: [
    'Thị Mẩy', 'Thị Hoà', 'Thị Lan', 'Thị Nguyệt', 'Thị Thắm', 'Thị Pham', 'Thị Hiền', 'Thị Dung', 'Thị Xuân', 'Thị Liên', 'Thị Thuý', 'Thị Sua', 'Thị Chanh', 'Thị Bay', 'Thị Mùi', 'Thị Huyền',
    'Thị Nga', 'Thị Viện', 'Thị Cói', 'Thị Dậu', 'Thị Hằng', 'Thị Luyến', 'Thị Phương', 'Thị Tươi', 'Thị Vân', 'Thị Ghến', 'Thị Nhình', 'Thị Sâm', 'Thị Tuyết', 'Thị Yến',
  ],
  male: [
    'Văn Sáng', 'Văn Thành', 'Văn Lý', 'Tiến Dũng', 'Văn Hoà', 'Đức Thọ', 'Văn Khìn', 'Minh Tuấn', 'Văn Páo', 'Hữu Nghĩa', 'Văn Quý', 'Văn Thuỷ', 'Văn Cường', 'Xuân Trường', 'Văn Hùng', 'Văn Lợi',
    'Văn Mạnh', 'Văn Nghị', 'Văn Phúc', 'Văn Sài', 'Văn Thắng', 'Đình Tài', 'Văn Vượng', 'Văn Chính', 'Văn Dìn', 'Văn Giáp', 'Văn Chư', 'Văn Kiên', 'Văn Long', 'Văn Tình',
  ],
}

/** Households of every commune as listed in late 2021, and a few that came after the mergers. */
export const enterHouseholds = (book: Book): Household[] => [
  ...communes.flatMap((commune, place) => Array.from({ length: perCommune }, (_, index) => enterHousehold(book, { commune, place, index, day: `2021-11-${10 + (place % 18)}` }))),
  ...communes.flatMap((commune, place) => Array.from({ length: newcomersOfCommune }, (_, index) => enterHousehold(book, { commune, place, index: perCommune + index, day: '2025-09-10' }))),
]

interface Place {
  readonly commune: Commune
  /** Of the commune, and of the household in it. */
  readonly place: number
  readonly index: number
  readonly day: string
}

const enterHousehold = (book: Book, { commune, place, index, day }: Place): Household => {
  const chance = new Chance(`household ${place}/${index}`)
  const village = villageNames[(place * 7 + (index % 6) * 5) % villageNames.length] ?? ''
  const entered: Entered = index % 97 === 50 ? 'late' : 'in-time'
  const hasNumbers = index % 31 !== 7
  const members = membersOf({ commune, place, index, day }, chance).map(({ citizenNumber, ...member }) => (hasNumbers && citizenNumber !== undefined ? { ...member, citizenNumber } : member))
  const row = book.enter('register-household', {
    unit: unitOn(commune, day), village, members, occurredOn: day,
    paper: paperOf(officeOn(commune, day), `${10 + place}/DS-UBND`, day, 'Danh sách hộ dân trên địa bàn xã'),
  }, entered)
  // Eight of a commune stay out of poverty: groups need members who are experienced in good business.
  const isExperienced = index % 13 === 12
  const { classes, isMistyped } = reviewsOf(book, { row, commune, registeredOn: day, isExperienced, entered }, chance)
  return { row, commune, village, registeredOn: day, members, hasNumbers, classes, isSetApart: entered === 'late' || isMistyped }
}

/** In every commune two households of one village have heads of one name. */
const isNamesake = (index: number): boolean => index === 2 || index === 8

type Member = ReturnType<typeof personOf> & { readonly relation: string; readonly phone?: string; readonly citizenNumber?: string }

const membersOf = ({ place, index }: Place, chance: Chance): Member[] => {
  const shared = { pick: chance.pick, random: chance.next, names }
  const community = chance.pick(communities)
  const drawn = personOf({ ...shared, community, female: chance.happens(0.35), birthYear: chance.between(1960, 1993) })
  const head = isNamesake(index) ? { ...drawn, name: namesakeOf(place), gender: 'female', ethnicity: 'Tày' } : drawn
  const bornIn = Number(head.birthDate.slice(0, 4))
  const spouse = { relation: 'spouse', ...personOf({ ...shared, community: chance.pick(communities), female: head.gender === 'male', birthYear: bornIn + 2 }) }
  const child = () => ({ relation: 'child', ...personOf({ ...shared, community: { ethnicity: head.ethnicity, families: [familyOf(head.name)] }, female: chance.happens(0.5), birthYear: chance.between(2004, 2019) }) })
  const parent = { relation: 'parent', ...personOf({ ...shared, community, female: true, birthYear: chance.between(1938, 1950) }) }
  const others = [...(chance.happens(0.8) ? [spouse] : []), ...Array.from({ length: chance.between(0, 2) }, child), ...(chance.happens(0.2) ? [parent] : [])]
  return [{ relation: 'head', ...head, phone: `0000${500_000 + numberOf(place, index)}` }, ...(others.length > 0 ? others : [child()])].map((member, order) => ({
    ...member,
    // Twelve digits that no province hands out: real numbers begin with 001 to 096.
    ...(order < 2 || chance.happens(0.4) ? { citizenNumber: `000${500_000 + numberOf(place, index)}${String(order + 1).padStart(3, '0')}` } : {}),
  }))
}

const numberOf = (place: number, index: number): number => place * 1_000 + index
const namesakeOf = (place: number): string => `${['Nông', 'Hoàng', 'Ma', 'Lường'][place % 4] ?? ''} ${names.female[place % names.female.length] ?? ''}`
