import { ClockOff, Conflict, LogUnavailable, OutcomeUnknown } from '#event-log'
import { CommandRefused } from '#commands'
import { ConfigurationError, sqliteCodeOf, sqliteFull } from '#platform'
import { VaultUnavailable } from '#vault'
import type { Bilingual } from '#domain'

/** What the operator did or has that can't be gone on with, and what to do next. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
  constructor(readonly words: Bilingual) {
    super(words.en)
  }
}

/** An error in one line of both languages that says what to do next. */
export const explain = (error: unknown): string => {
  const { vi, en } = wordsOf(error)
  return `Lỗi: ${vi}\nError: ${en}`
}

const wordsOf = (error: unknown): Bilingual => {
  if (error instanceof OperatorError) return error.words
  if (error instanceof ConfigurationError) return error.words
  if (error instanceof CommandRefused) return error.refusal.message
  if (error instanceof OutcomeUnknown) return { vi: 'không rõ thao tác cuối đã lưu chưa; hãy chạy lại đúng lệnh này, mục nào đã lưu sẽ không bị thêm lần nữa.', en: 'whether the last entries were stored is unknown; run the same command again, nothing is added twice.' }
  if (error instanceof ClockOff) return { vi: 'đồng hồ máy chậm hơn sổ cái; hãy chỉnh đồng hồ rồi chạy lại.', en: "this computer's clock is behind the log; set it right and run again." }
  if (error instanceof Conflict) return { vi: 'nhiều tiến trình đang ghi cùng một nội dung; hãy chạy lại.', en: 'several processes write about the same thing; run again.' }
  if (error instanceof LogUnavailable || error instanceof VaultUnavailable) return { vi: 'kho dữ liệu đang bận hoặc đã đóng, chưa lưu gì thêm; hãy chạy lại sau giây lát.', en: 'the data is busy or closed, nothing more was stored; run again in a moment.' }
  return systemWords(error) ?? unexpected(error)
}

const systemWords = (error: unknown): Bilingual | undefined => {
  if (sqliteCodeOf(error) === sqliteFull || codeOf(error) === 'ENOSPC') return { vi: 'đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại.', en: 'the disk is full; free some space and run again.' }
  if (codeOf(error) === 'ENOENT') return { vi: `không tìm thấy ${pathOf(error)}; hãy kiểm tra đường dẫn.`, en: `there is no ${pathOf(error)}; check the path.` }
  if (codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM') return { vi: `không có quyền đọc hoặc ghi ${pathOf(error)}; hãy kiểm tra quyền của thư mục.`, en: `no permission for ${pathOf(error)}; check the folder's permissions.` }
  if (codeOf(error) === 'EADDRINUSE') return portTaken((error as { port?: number }).port)
  return undefined
}

const portTaken = (port: number | undefined): Bilingual => ({
  vi: `cổng ${port ?? ''} đang có chương trình khác dùng; hãy tắt chương trình đó hoặc chọn cổng khác, ví dụ PORT=3001.`,
  en: `port ${port ?? ''} is taken by another program; stop it or choose another port, e.g. PORT=3001.`,
})

const unexpected = (error: unknown): Bilingual => {
  const text = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error)
  return { vi: `lỗi không lường trước (${text}); dữ liệu đã ghi vẫn an toàn. Hãy chạy "sinhke verify" và báo người phụ trách.`, en: `unexpected (${text}); what was recorded is safe. Run "sinhke verify" and tell whoever maintains this.` }
}

const codeOf = (error: unknown): string | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined)
const pathOf = (error: unknown): string => (error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '')
