import { v5 } from 'uuid'
import type { NamedHousehold } from '../name-search.js'

const surnames = ['Nguyễn', 'Nguyễn', 'Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Hoàng', 'Vũ', 'Đặng', 'Nông', 'Ma', 'Triệu', 'Lường', 'Giàng', 'Đồng']
const middles = ['Văn', 'Văn', 'Đức', 'Hữu', 'Minh', 'Thị', 'Thị', 'Thị', 'Ngọc', 'Thanh', 'A', 'Thuý']
const given = ['An', 'Bình', 'Chính', 'Dũng', 'Đào', 'Giang', 'Hà', 'Hoà', 'Hòa', 'Hoa', 'Hạnh', 'Khánh', 'Lan', 'Liên', 'Mai', 'Nam', 'Nga', 'Phúc', 'Quý', 'Sơn', 'Thắng', 'Thuý', 'Tuấn', 'Uyên', 'Việt', 'Xuân', 'Yến', 'Chúc', 'Páo', 'Súa']
const villages = ['Xóm Đồng Tâm', 'Xóm Khuôn Ngàn', 'Xóm 1', 'Xóm 2', 'Xóm 10', 'Thôn Bản Cái', 'Thôn Nà Mò', 'Tổ dân phố Hoà Bình', 'Xóm Vạn Phú', 'Bản Tèn']

/** Ids without any order, as real ones are: in order they would make storing look cheaper. */
const namespace = '9f2c1c0e-52a7-4c9e-9a53-0d5b5a1f7b11'

/** Households of invented people, the same ones for the same count. */
export const inventedHouseholds = (count: number): NamedHousehold[] => {
  const pick = picker(20_260_301)
  return Array.from({ length: count }, (_, index) => inventedHousehold(index, pick))
}

type Pick = <T>(choices: readonly T[]) => T

const inventedHousehold = (index: number, pick: Pick): NamedHousehold => {
  const surname = pick(surnames)
  const members = pick([1, 2, 3, 4, 4, 5, 6])
  return {
    householdId: v5(`household ${index}`, namespace),
    unit: { codeSet: '2025-07', code: String(5400 + (index % 92)) },
    village: pick(villages),
    people: Array.from({ length: members }, (_, member) => ({
      personId: v5(`person ${index} ${member}`, namespace),
      name: `${member === 1 ? pick(surnames) : surname} ${pick(middles)} ${pick(given)}`,
      isHead: member === 0,
    })),
  }
}

/** A small linear congruential generator: repeatable, and nothing depends on its quality. */
const picker = (seed: number): Pick => {
  let state = seed
  return (choices) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const chosen = choices[Math.floor((state / 2 ** 32) * choices.length)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
}
