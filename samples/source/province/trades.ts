export type ProjectKind = 'livestock' | 'crop' | 'forestry' | 'aquaculture' | 'craft'
export type Species = 'buffalo' | 'cow' | 'goat' | 'pig'

/** What households raise, grow or make with the support. */
export interface Trade {
  readonly kind: ProjectKind
  readonly name: string
  /** Animals that a household gets, by programme; without them it gets money. */
  readonly animals?: { readonly species: Species; readonly tag: string; readonly poverty: number; readonly ethnic: number; readonly priceDong: number; readonly weightGrams: number }
  /** What a household gets in money, by programme. */
  readonly money?: { readonly poverty: number; readonly ethnic: number }
  /** What the State's support buys where it is not handed over in money alone: item, unit of measure, price of one. */
  readonly supplies?: readonly (readonly [string, string, number])[]
  /** What households put in as goods: item, unit of measure, price of one. */
  readonly goods: readonly (readonly [string, string, number])[]
}

const fodder = [['Cỏ voi giống', 'kg', 5_000], ['Rơm khô', 'kg', 1_000], ['Tre làm chuồng', 'cây', 25_000], ['Cám ngô', 'kg', 8_000]] as const
const manure = [['Phân chuồng ủ hoai', 'kg', 1_000], ['Phân NPK', 'kg', 14_000], ['Cọc tre', 'cây', 6_000]] as const

export const trades: readonly Trade[] = [
  { kind: 'livestock', name: 'Chăn nuôi bò sinh sản', animals: { species: 'cow', tag: 'BO', poverty: 1, ethnic: 2, priceDong: 16_000_000, weightGrams: 165_000 }, goods: fodder },
  { kind: 'livestock', name: 'Chăn nuôi trâu sinh sản', animals: { species: 'buffalo', tag: 'TR', poverty: 1, ethnic: 2, priceDong: 20_000_000, weightGrams: 210_000 }, goods: fodder },
  { kind: 'livestock', name: 'Chăn nuôi dê bản địa', animals: { species: 'goat', tag: 'DE', poverty: 3, ethnic: 5, priceDong: 3_000_000, weightGrams: 19_000 }, goods: fodder },
  { kind: 'livestock', name: 'Chăn nuôi lợn đen', animals: { species: 'pig', tag: 'LN', poverty: 3, ethnic: 6, priceDong: 2_400_000, weightGrams: 16_000 }, goods: [['Cám ngô', 'kg', 8_000], ['Bột sắn', 'kg', 6_000], ['Gạch xây chuồng', 'viên', 1_500]] },
  { kind: 'crop', name: 'Trồng và chế biến chè an toàn', money: { poverty: 9_000_000, ethnic: 24_000_000 }, supplies: [['Giống chè cành LDP1', 'cây', 1_200], ['Phân NPK chuyên chè', 'kg', 13_500]], goods: manure },
  { kind: 'crop', name: 'Trồng na rải vụ', money: { poverty: 8_500_000, ethnic: 22_000_000 }, supplies: [['Giống na Võ Nhai', 'cây', 25_000], ['Phân hữu cơ vi sinh', 'kg', 5_500]], goods: manure },
  { kind: 'crop', name: 'Trồng lúa nếp vải', money: { poverty: 7_000_000, ethnic: 16_000_000 }, supplies: [['Giống lúa nếp vải', 'kg', 38_000], ['Phân NPK', 'kg', 13_000]], goods: manure },
  { kind: 'forestry', name: 'Trồng quế', money: { poverty: 9_500_000, ethnic: 26_000_000 }, supplies: [['Giống quế', 'cây', 2_200], ['Phân NPK', 'kg', 13_000]], goods: manure },
  { kind: 'forestry', name: 'Trồng tre Bát Độ lấy măng', money: { poverty: 8_000_000, ethnic: 20_000_000 }, supplies: [['Giống tre Bát Độ', 'cây', 22_000], ['Phân NPK', 'kg', 13_000]], goods: manure },
  { kind: 'aquaculture', name: 'Nuôi cá lồng', money: { poverty: 10_000_000, ethnic: 28_000_000 }, supplies: [['Giống cá trắm cỏ', 'kg', 85_000], ['Thức ăn công nghiệp', 'bao', 330_000]], goods: [['Lưới lồng', 'm2', 22_000], ['Tre làm bè', 'cây', 30_000], ['Thức ăn cho cá', 'kg', 13_000]] },
  { kind: 'aquaculture', name: 'Nuôi cá ruộng', money: { poverty: 7_500_000, ethnic: 18_000_000 }, supplies: [['Giống cá chép', 'kg', 75_000], ['Thức ăn công nghiệp', 'bao', 310_000]], goods: [['Thức ăn cho cá', 'kg', 13_000], ['Vôi bột', 'kg', 2_500]] },
  { kind: 'craft', name: 'Sản xuất miến dong', money: { poverty: 9_000_000, ethnic: 23_000_000 }, supplies: [['Máy tráng miến mini', 'chiếc', 3_600_000], ['Bột dong', 'kg', 16_000]], goods: [['Bột dong', 'kg', 16_000], ['Phên phơi', 'tấm', 35_000]] },
  { kind: 'craft', name: 'Đan lát mây tre', money: { poverty: 8_000_000, ethnic: 19_000_000 }, supplies: [['Máy chẻ nan', 'chiếc', 2_900_000], ['Mây nguyên liệu', 'kg', 32_000]], goods: [['Nứa', 'cây', 9_000], ['Mây sợi', 'kg', 30_000]] },
]
