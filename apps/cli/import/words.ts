import { foldText } from '#vault'

/** How officers write the values of a choice; the first is the one that templates show. */
const words: Readonly<Record<string, readonly string[]>> = {
  province: ['tỉnh', 'cấp tỉnh'],
  district: ['huyện', 'cấp huyện'],
  commune: ['xã', 'cấp xã', 'phường', 'đặc khu'],
  'especially-difficult': ['đặc biệt khó khăn'],
  difficult: ['khó khăn'],
  other: ['khác', 'địa bàn khác'],
  poor: ['hộ nghèo', 'nghèo'],
  'near-poor': ['hộ cận nghèo', 'cận nghèo'],
  'newly-escaped': ['hộ mới thoát nghèo', 'mới thoát nghèo'],
  'not-poor': ['hộ không nghèo', 'không nghèo'],
  community: ['cộng đồng'],
  'value-chain': ['liên kết chuỗi giá trị', 'liên kết'],
  commissioned: ['đặt hàng', 'giao nhiệm vụ', 'đấu thầu'],
  livestock: ['chăn nuôi'],
  crop: ['trồng trọt'],
  forestry: ['lâm nghiệp'],
  aquaculture: ['nuôi trồng thủy sản', 'thủy sản'],
  craft: ['ngành nghề', 'tiểu thủ công nghiệp'],
  service: ['dịch vụ'],
  'household-group': ['nhóm hộ'],
  'cooperative-group': ['tổ hợp tác'],
  represented: ['nhóm cộng đồng có đại diện', 'có đại diện'],
  head: ['chủ hộ'],
  spouse: ['vợ hoặc chồng', 'vợ', 'chồng', 'vợ/chồng'],
  child: ['con'],
  parent: ['cha hoặc mẹ', 'cha', 'bố', 'mẹ', 'cha/mẹ'],
  male: ['nam'],
  female: ['nữ'],
  central: ['ngân sách trung ương', 'trung ương'],
  provincial: ['ngân sách tỉnh', 'tỉnh'],
  integrated: ['lồng ghép', 'vốn lồng ghép'],
  counterpart: ['đối ứng', 'vốn đối ứng'],
  buffalo: ['trâu'],
  cow: ['bò'],
  goat: ['dê'],
  pig: ['lợn'],
  poultry: ['gia cầm'],
  cash: ['tiền', 'bằng tiền'],
  animal: ['con giống', 'vật nuôi'],
  goods: ['hiện vật'],
  labour: ['ngày công', 'công lao động'],
  dong: ['đồng'],
  animals: ['con giống', 'vật nuôi'],
  'none-known': ['chưa có'],
  'never-supported': ['chưa từng được hỗ trợ', 'chưa được hỗ trợ'],
  'has-labour': ['có lao động'],
  'has-barn': ['có chuồng trại'],
  'woman-headed': ['phụ nữ làm chủ hộ'],
  'community-fund': ['quỹ cộng đồng'],
  'returned-to-budget': ['hoàn trả ngân sách', 'nộp ngân sách'],
  'group-fund': ['quỹ nhóm'],
}

/** The value that a cell means, of those that its field allows. */
export const findValue = (values: readonly string[], text: string): string | undefined => {
  const folded = foldText(text)
  return values.find((value) => value === text) ?? values.find((value) => words[value]?.some((word) => foldText(word) === folded))
}

export const wordOf = (value: string): string => words[value]?.[0] ?? value
