import type { Bilingual, FieldError, Language } from '#domain'

/** What went wrong, for both eyes and machines (RFC 9457), before it is put in the reader's language. */
export interface Problem {
  readonly status: number
  /** Kebab-case fact: `recovery-exceeds-outstanding`. */
  readonly code: string
  readonly title: Bilingual
  readonly detail?: Bilingual | undefined
  readonly facts?: Readonly<Record<string, unknown>> | undefined
  readonly errors?: readonly FieldError[] | undefined
  readonly retryAfterSeconds?: number | undefined
}

export const problemType = 'application/problem+json; charset=utf-8'

/** The body of that type. */
export const problemBody = ({ status, code, title, detail, facts, errors }: Problem, language: Language): object => ({
  type: `urn:sinhke:problem:${code}`,
  title: title[language],
  status,
  detail: detail?.[language],
  code,
  facts,
  errors: errors?.map(({ field, label, message }) => ({ field, label: label?.[language], message: message[language] })),
})

/** A problem that the API itself finds, thrown to the filter. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  constructor(readonly problem: Problem) {
    super(problem.title.en)
  }
}

const known = {
  'malformed-command': { status: 400, title: { vi: 'Nội dung gửi lên chưa đúng', en: 'The command is malformed' } },
  'malformed-query': { status: 400, title: { vi: 'Tham số truy vấn chưa đúng', en: 'The query is malformed' } },
  'body-not-utf8': { status: 400, title: { vi: 'Nội dung không phải UTF-8', en: 'The body is not valid UTF-8' } },
  'body-not-json': { status: 400, title: { vi: 'Nội dung không phải JSON hợp lệ', en: 'The body is not valid JSON' } },
  'body-too-deep': { status: 400, title: { vi: 'Nội dung lồng nhau quá sâu', en: 'The body is nested too deep' } },
  'idempotency-key-required': { status: 400, title: { vi: 'Thiếu Idempotency-Key dạng UUID: mỗi lệnh một mã, gửi lại thì giữ nguyên mã', en: 'Idempotency-Key must be a UUID: one for each command, the same when it is sent again' } },
  unauthenticated: { status: 401, title: { vi: 'Thiếu thẻ truy cập hoặc thẻ không còn hiệu lực; tạo thẻ bằng: sinhke token', en: 'The token is missing or no longer valid; make one with: sinhke token' } },
  'role-may-not-record': { status: 403, title: { vi: 'Vai trò này chỉ được xem, không được ghi', en: 'This role may read but not record' } },
  'role-may-not-see-webhooks': { status: 403, title: { vi: 'Chỉ người quản lý và kiểm toán được xem nơi nhận sự kiện', en: 'Only a manager or an auditor may see to whom events are delivered' } },
  'role-may-not-manage-webhooks': { status: 403, title: { vi: 'Chỉ người quản lý được đăng ký hoặc thay đổi nơi nhận sự kiện', en: 'Only a manager may subscribe receivers or change them' } },
  'not-found': { status: 404, title: { vi: 'Không tìm thấy', en: 'Not found' } },
  'method-not-allowed': { status: 405, title: { vi: 'Phương thức không được hỗ trợ', en: 'Method not allowed' } },
  'request-timeout': { status: 408, title: { vi: 'Yêu cầu gửi quá lâu chưa xong', en: 'The request took too long to arrive' } },
  conflict: { status: 409, title: { vi: 'Có người khác vừa ghi vào cùng hồ sơ; hãy gửi lại lệnh với cùng mã', en: 'Somebody else wrote to the same records; send the command again with the same key' } },
  'idempotency-key-reused': { status: 409, title: { vi: 'Mã Idempotency-Key này đã dùng cho một lệnh khác', en: 'This Idempotency-Key was used for another command' } },
  'too-many-webhooks': { status: 409, title: { vi: 'Đã có quá nhiều nơi nhận sự kiện; hãy xóa bớt nơi không còn dùng', en: 'There are too many subscriptions; remove those that are no longer used' } },
  'beyond-log': { status: 409, title: { vi: 'Vị trí này nằm sau cuối sổ: không phải vị trí của sổ này, hoặc sổ đã được khôi phục từ bản sao lưu', en: "This position is behind the log's end: it is not this log's, or a backup was restored" } },
  'log-replaced': { status: 410, title: { vi: 'Sổ đã được khôi phục từ bản sao lưu; hãy xóa dữ liệu đã nhận và nhận lại từ vị trí 0', en: 'A backup of the log was restored: drop what you have and begin again at position 0' } },
  'body-too-large': { status: 413, title: { vi: 'Nội dung gửi lên quá lớn (tối đa 1 MiB)', en: 'The body is too large (1 MiB at most)' } },
  'not-json': { status: 415, title: { vi: 'Chỉ nhận application/json', en: 'Only application/json is accepted' } },
  'headers-too-large': { status: 431, title: { vi: 'Phần đầu yêu cầu hoặc địa chỉ quá dài', en: 'The headers or the URL are too long' } },
  'bad-request': { status: 400, title: { vi: 'Yêu cầu không hợp lệ', en: 'Bad request' } },
  internal: { status: 500, title: { vi: 'Lỗi phía máy chủ; không có gì được ghi dở dang', en: 'An error on our side; nothing is half stored' } },
  unavailable: { status: 503, title: { vi: 'Kho dữ liệu đang không dùng được; lần gửi này chắc chắn chưa lưu gì, hãy gửi lại sau', en: 'The data are out of reach and surely nothing was stored by this attempt; send it again later' }, retryAfterSeconds: 2 },
  'too-many-readers': { status: 503, title: { vi: 'Quá nhiều nơi đang nhận luồng sự kiện; hãy kết nối lại sau', en: 'Too many readers are connected; come again later' }, retryAfterSeconds: 5 },
  'outcome-unknown': { status: 503, title: { vi: 'Chưa biết lệnh đã được lưu hay chưa; hãy gửi lại với cùng Idempotency-Key', en: 'It is not known whether the command was stored: send it again with the same Idempotency-Key' }, retryAfterSeconds: 1 },
  stopping: { status: 503, title: { vi: 'Máy chủ đang dừng và không nhận yêu cầu này; hãy gửi lại sau', en: 'The server is stopping and did not take this in; send it again later' }, retryAfterSeconds: 2 },
  'log-moved': { status: 503, title: { vi: 'Sổ đã chuyển sang nơi khác; ở đây chỉ còn đọc được', en: 'The log has moved elsewhere; here it can only be read' }, retryAfterSeconds: 60 },
  'not-yet-projected': { status: 503, title: { vi: 'Dữ liệu chưa cập nhật tới vị trí yêu cầu; hãy hỏi lại sau', en: 'The answer is not up to the position asked for yet; ask again' }, retryAfterSeconds: 1 },
} as const satisfies Readonly<Record<string, { status: number; title: Bilingual; retryAfterSeconds?: number }>>

export type ProblemCode = keyof typeof known

export const problem = (code: ProblemCode, more: Pick<Problem, 'detail' | 'facts' | 'errors'> = {}): Problem => ({ code, ...known[code], ...more })
