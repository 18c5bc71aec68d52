/** Something that only the subscriber can settle; `code` says what. Messages are Vietnamese, then English. */
export class SubscriberError extends Error {
  override readonly name: string = 'SubscriberError'
  constructor(readonly code: string, vi: string, en: string) {
    super(`${vi} / ${en}`)
  }
}

/** The server doesn't answer this request, and wouldn't if it came again: a token, a role, a parameter. `code` is the server's. */
export class FeedRefused extends SubscriberError {
  override readonly name = 'FeedRefused'
  constructor(readonly status: number, code: string, detail: string) {
    super(code, `máy chủ từ chối (${status} ${code}): ${detail}${adviceOf(status).vi}`, `the server refuses: ${code}${adviceOf(status).en}`)
  }
}

const adviceOf = (status: number): { readonly vi: string; readonly en: string } => {
  if (status === 401) return { vi: '; hãy lấy mã truy cập mới', en: '; get another token' }
  if (status === 403) return { vi: '; mã truy cập này không được đọc, hãy xin quyền', en: '; this token may not read, ask for the right to' }
  return { vi: '; hãy sửa yêu cầu', en: '; change the request' }
}

/** The server is out of reach, too busy, or its stream broke off: the same request may succeed later. */
export class FeedUnavailable extends SubscriberError {
  override readonly name = 'FeedUnavailable'
  constructor(
    readonly reason: string,
    /** How long the server asks to wait. */
    readonly retryAfterMs?: number,
  ) {
    super('unavailable', `chưa nhận được sự kiện, hãy thử lại sau (${reason})`, `no events for now, try again later (${reason})`)
  }
}

/** A backup of the log was restored: positions are handed out again. What was taken from the feed may never have been: drop it, and begin at 0 with the new incarnation. */
export class LogReplaced extends SubscriberError {
  override readonly name = 'LogReplaced'
  constructor(readonly asked: string, readonly incarnation: string) {
    super('log-replaced', `sổ đã được khôi phục (trước: ${asked}, nay: ${incarnation}); hãy xóa dữ liệu đã nhận và nhận lại từ vị trí 0`, `the log was restored (${asked} before, ${incarnation} now): drop what you have and begin again at position 0`)
  }
}

/** The place is behind the end of the log: it was saved for another log, or of another server. */
export class BeyondLog extends SubscriberError {
  override readonly name = 'BeyondLog'
  constructor(readonly after: number, readonly head: number | undefined, readonly incarnation: string | undefined) {
    super('beyond-log', `vị trí ${after} nằm sau cuối sổ (${head ?? '?'}); hãy kiểm tra địa chỉ máy chủ và vị trí đã lưu, rồi nhận lại từ 0`, `position ${after} is behind the end of the log (${head ?? '?'}): check the server's address and the saved position, then begin again at 0`)
  }
}

/** Without a filter positions follow each other; here some were left out, also when they were asked for again. */
export class MissedEvents extends SubscriberError {
  override readonly name = 'MissedEvents'
  constructor(readonly after: number, readonly next: number) {
    super('events-missed', `thiếu sự kiện: sau vị trí ${after} lại đến ${next}; đừng bỏ qua, hãy báo nơi vận hành`, `events are missing: after position ${after} comes ${next}; don't pass over it, tell the operator`)
  }
}

/** What came is no event of the feed, also when it was asked for again: something between here and the server changes it. */
export class MalformedEvent extends SubscriberError {
  override readonly name = 'MalformedEvent'
  constructor(readonly reason: string) {
    super('malformed-event', `nội dung nhận được không phải sự kiện hợp lệ: ${reason}`, `what came is no valid event: ${reason}`)
  }
}

/** A delivery that isn't ours, or too old: answer 401, and do nothing of what it says. */
export class WebhookRefused extends SubscriberError {
  override readonly name = 'WebhookRefused'
}
