import { ClockOff, Conflict, LogMoved, LogUnavailable, NotTheNextCommit, OutcomeUnknown } from '#event-log'
import { CommandRefused } from '#commands'
import { ConfigurationError, systemWords } from '#platform'
import { ViewsUnavailable } from '#read-models'
import { BeyondLog, DeliveryStoreUnavailable, NoSuchWebhook, ReceiverRefused, TooManyWebhooks } from '#subscriptions'
import { VaultRowDiffers, VaultUnavailable } from '#vault'
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
  if (error instanceof LogMoved) return { vi: `sổ này đã đóng, không ghi thêm được; sổ đang dùng ở ${error.successor}.`, en: `this log is closed and takes no more entries; the one in use is at ${error.successor}.` }
  if (error instanceof NotTheNextCommit) return { vi: `bản sao không nối tiếp sổ nguồn (${firstLine(error.message)}); hãy chạy "sinhke verify" ở sổ nguồn, hoặc có lệnh copy-log khác đang chạy.`, en: `the copy does not go on where the source does (${firstLine(error.message)}); run "sinhke verify" on the source, unless another copy-log is running.` }
  if (error instanceof VaultRowDiffers) return { vi: `kho khóa (vault) ở nơi nhận đã được ghi riêng (${error.kind} ${error.rowName}); hãy chọn nơi trống khác cho --to.`, en: `the vault of the target was written to by itself (${error.kind} ${error.rowName}); choose another, empty place for --to.` }
  if (error instanceof ClockOff) return { vi: 'đồng hồ máy chậm hơn sổ cái; hãy chỉnh đồng hồ rồi chạy lại.', en: "this computer's clock is behind the log; set it right and run again." }
  if (error instanceof Conflict) return { vi: 'nhiều tiến trình đang ghi cùng một nội dung; hãy chạy lại.', en: 'several processes write about the same thing; run again.' }
  if (error instanceof NoSuchWebhook) return { vi: `không có nơi nhận ${error.message}; xem: sinhke webhooks list`, en: `there is no subscription ${error.message}; see: sinhke webhooks list` }
  if (error instanceof ReceiverRefused) return { vi: `URL ${error.words.vi}.`, en: `the URL ${error.words.en}.` }
  if (error instanceof TooManyWebhooks) return { vi: 'đã có quá nhiều nơi nhận; hãy xóa bớt bằng: sinhke webhooks remove', en: 'there are too many subscriptions; remove some by: sinhke webhooks remove' }
  if (error instanceof BeyondLog) return { vi: `vị trí ${error.after} nằm sau cuối sổ (${error.head}).`, en: `position ${error.after} is behind the log's end (${error.head}).` }
  if (error instanceof LogUnavailable || error instanceof VaultUnavailable || error instanceof ViewsUnavailable || error instanceof DeliveryStoreUnavailable) {
    const reason = firstLine(error.message)
    return { vi: `kho dữ liệu đang bận hoặc không ghi được (${reason}), chưa lưu gì thêm; hãy xem đĩa còn chỗ không rồi chạy lại.`, en: `the data is busy or can't be written (${reason}), nothing more was stored; see that the disk has space and run again.` }
  }
  return systemWords(error) ?? unexpected(error)
}

const unexpected = (error: unknown): Bilingual => {
  const text = error instanceof Error ? `${error.name}: ${firstLine(error.message)}` : String(error)
  return { vi: `lỗi không lường trước (${text}); dữ liệu đã ghi vẫn an toàn. Hãy chạy "sinhke verify" và báo người phụ trách.`, en: `unexpected (${text}); what was recorded is safe. Run "sinhke verify" and tell whoever maintains this.` }
}

const firstLine = (text: string): string => text.split('\n')[0] ?? ''
