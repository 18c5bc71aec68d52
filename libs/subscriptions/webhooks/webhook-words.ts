import type { Bilingual } from '#domain'
import type { Failure, StopCode } from './webhook.js'

/** Why an attempt failed, and what to do. */
export const failureWords = ({ code, status = 0, error }: Failure): Bilingual => {
  if (code === 'status') return { vi: `nơi nhận trả lời ${status}, không phải 2xx; hãy xem nhật ký của nơi nhận`, en: `the receiver answered ${status} instead of 2xx; see the receiver's own log` }
  if (code === 'redirected') return { vi: `nơi nhận chuyển hướng (${status}), không đi theo; hãy đổi URL thành địa chỉ mới`, en: `the receiver redirected (${status}), which is not followed; change the URL to the new address` }
  if (code === 'address-refused') return { vi: 'tên máy chủ dẫn tới địa chỉ nội bộ, không gửi tới đó; hãy sửa URL hoặc DNS, hoặc nêu mạng ấy trong WEBHOOK_PRIVATE_NETWORKS', en: 'the host leads to no public address, nothing is delivered there; put the URL or the DNS right, or name the network in WEBHOOK_PRIVATE_NETWORKS' }
  if (code === 'timed-out') return { vi: 'nơi nhận không trả lời kịp; hãy nhận rồi xử lý sau', en: 'the receiver did not answer in time; let it take the event first and work on it afterwards' }
  const name = error === undefined ? '' : ` (${error})`
  return { vi: `không kết nối được với nơi nhận${name}; hãy xem máy chủ, DNS và chứng chỉ của nơi nhận`, en: `no connection to the receiver${name}; see its server, its DNS and its certificate` }
}

/** Why nothing goes out any more, and what to do. */
export const stopWords: Readonly<Record<StopCode, Bilingual>> = {
  'receiver-gone': { vi: 'nơi nhận trả lời 410: không nhận nữa. Gửi tiếp bằng resume, hoặc xóa đăng ký', en: 'the receiver answered 410: it takes no more. Go on by resume, or remove the subscription' },
  'event-unpublishable': { vi: 'sự kiện kế tiếp không công bố được; hãy báo người phụ trách, sửa xong thì resume', en: "the next event can't be published; tell whoever maintains this, and resume when it is put right" },
  'log-replaced': { vi: 'sổ đã được khôi phục từ bản sao lưu; hãy chọn vị trí và gửi lại bằng replay (0: từ đầu)', en: 'a backup of the log was restored; choose a position and replay (0: everything)' },
  'beyond-log': { vi: 'vị trí nằm sau cuối sổ; hãy chọn vị trí và gửi lại bằng replay (0: từ đầu)', en: "its position is behind the log's end; choose a position and replay (0: everything)" },
}
