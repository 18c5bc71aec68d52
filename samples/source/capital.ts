import { numbered } from './entry.js'
import { ethnicProgramme, povertyProgramme } from './programmes.js'
import { dongHy, hopTien, paperOf, provinceToday, sangMoc, vanHan, vanHanToday, voNhai } from './units.js'

/** Numbers of the allocations' rows. */
export const vanHan2023 = 1
export const hopTien2024 = 2
export const sangMoc2023 = 3
export const vanHan2025 = 4

const line = (component: string, source: string, budgetYear: number, amountDong: number, carriedFrom?: number) => ({ component, source, budgetYear, amountDong, ...(carriedFrom === undefined ? {} : { carriedFrom }) })

export const capital = numbered([
  {
    programmeId: povertyProgramme, unit: vanHan, budgetYear: 2023, criteria: 'Theo số hộ nghèo, cận nghèo và loại địa bàn', occurredOn: '2023-03-14',
    paper: paperOf('dongHy', '1120/QĐ-UBND', '2023-03-14', 'Giao dự toán kinh phí sự nghiệp năm 2023'),
    fundingLines: [line('DA2', 'central', 2023, 240_000_000), line('DA2', 'provincial', 2023, 36_000_000)],
  },
  {
    programmeId: povertyProgramme, unit: hopTien, budgetYear: 2024, criteria: 'Theo số hộ nghèo, cận nghèo và loại địa bàn', occurredOn: '2024-02-06',
    paper: paperOf('dongHy', '318/QĐ-UBND', '2024-02-06', 'Giao dự toán kinh phí sự nghiệp năm 2024'),
    fundingLines: [line('DA2', 'central', 2024, 180_000_000), line('DA2', 'provincial', 2024, 27_000_000)],
  },
  {
    programmeId: ethnicProgramme, unit: sangMoc, budgetYear: 2023, criteria: 'Xã khu vực III; số hộ nghèo dân tộc thiểu số', occurredOn: '2023-12-20',
    paper: paperOf('voNhai', '2745/QĐ-UBND', '2023-12-20', 'Phân bổ kế hoạch vốn năm 2023, gồm vốn năm 2022 chuyển nguồn'),
    fundingLines: [line('DA3-TDA2', 'central', 2023, 150_000_000), line('DA3-TDA2', 'central', 2023, 42_000_000, 2022), line('DA3-TDA2', 'provincial', 2023, 18_000_000)],
  },
  {
    programmeId: ethnicProgramme, unit: vanHanToday, budgetYear: 2025, criteria: 'Theo số hộ nghèo dân tộc thiểu số', occurredOn: '2025-08-12',
    paper: paperOf('province', '1186/QĐ-UBND', '2025-08-12', 'Giao dự toán cho cấp xã sau sắp xếp đơn vị hành chính'),
    fundingLines: [line('DA3-TDA2', 'central', 2025, 117_325_000), line('DA3-TDA2', 'provincial', 2025, 17_600_000)],
  },
  {
    programmeId: povertyProgramme, unit: dongHy, budgetYear: 2024, criteria: 'Dự phòng cho dự án liên xã', occurredOn: '2024-02-06',
    paper: paperOf('province', '205/QĐ-UBND', '2024-01-30', 'Giao dự toán chi ngân sách địa phương năm 2024'),
    fundingLines: [line('DA2', 'central', 2024, 300_000_000)],
  },
  {
    programmeId: ethnicProgramme, unit: voNhai, budgetYear: 2024, occurredOn: '2024-02-06',
    paper: paperOf('province', '206/QĐ-UBND', '2024-01-30', 'Giao dự toán chi ngân sách địa phương năm 2024'),
    fundingLines: [line('DA3-TDA2', 'central', 2024, 260_000_000), line('DA3-TDA2', 'provincial', 2024, 39_000_000)],
  },
  {
    programmeId: ethnicProgramme, unit: provinceToday, budgetYear: 2025, criteria: 'Phần vốn tỉnh điều hành', occurredOn: '2025-08-12',
    paper: paperOf('province', '1187/QĐ-UBND', '2025-08-12', 'Giao dự toán phần vốn cấp tỉnh điều hành'),
    fundingLines: [line('DA3-TDA2', 'provincial', 2025, 500_000_000)],
  },
])
