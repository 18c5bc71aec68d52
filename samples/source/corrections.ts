import type { SampleEntry } from './entry.js'
import { numbered } from './entry.js'
import { mistypedRecovery } from './rotation.js'
import { paperOf } from './units.js'

/** Two findings of an inspection in March 2026; what was recorded first stays visible. */
export const corrections: Readonly<Record<string, readonly SampleEntry[]>> = {
  '20-dinh-chinh-thu-hoi': numbered([
    {
      eventId: mistypedRecovery, finding: 'Phiếu thu TH-03 ghi 1.500.000 đồng, nhập nhầm thành 2.500.000 đồng', paper: paperOf('vanHan', '18/BB-KT', '2026-03-10', 'Biên bản kiểm tra sổ quỹ quay vòng'),
      replacement: { obligationId: 3, amountDong: 1_500_000 },
    },
  ]),
  // Without the right content the event is annulled.
  '21-dinh-chinh-doi-ung': numbered([
    { eventId: 6, finding: 'Hộ chưa nộp tiền đối ứng; phiếu thu PT-15 lập nhầm tên hộ', paper: paperOf('vanHan', '18/BB-KT', '2026-03-10', 'Biên bản kiểm tra sổ quỹ quay vòng') },
  ]),
}
