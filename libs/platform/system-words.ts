import type { Words } from './configuration-error.js'
import { sqliteCannotOpen, sqliteCodeOf, sqliteCorrupt, sqliteFull, sqliteInputOutput, sqliteNoDatabase, sqliteReadOnly } from './sqlite.js'

/** What the disk, the network or a data file refused, and what to do next; undefined for any other error. */
export const systemWords = (error: unknown): Words | undefined => {
  const sqliteCode = sqliteCodeOf(error)
  if (sqliteCode === sqliteFull || codeOf(error) === 'ENOSPC') return { vi: 'đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại.', en: 'the disk is full; free some space and run again.' }
  if (codeOf(error) === 'EADDRINUSE') return portTaken(portOf(error))
  if (codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'ENOTFOUND') return { vi: 'HOST không phải địa chỉ của máy này; hãy đặt HOST=127.0.0.1 hoặc một địa chỉ của máy.', en: 'HOST is no address of this machine; set HOST=127.0.0.1 or an address that it has.' }
  if (codeOf(error) === 'EACCES' && portOf(error) !== undefined) return { vi: `không được phép mở cổng ${portOf(error)}; hãy chọn cổng trên 1023, ví dụ PORT=3001.`, en: `not allowed to open port ${portOf(error)}; choose one above 1023, e.g. PORT=3001.` }
  if (codeOf(error) === 'ENOENT') return { vi: `không tìm thấy ${pathOf(error)}; hãy kiểm tra đường dẫn.`, en: `there is no ${pathOf(error)}; check the path.` }
  if (sqliteCode === sqliteInputOutput) return { vi: 'đĩa không đọc hoặc không ghi được; hãy xem đĩa còn chỗ và còn tốt không rồi chạy lại.', en: "the disk can't be read or written; see that it has space and is sound, and run again." }
  if (sqliteCode === sqliteCorrupt || sqliteCode === sqliteNoDatabase) return { vi: `tệp dữ liệu ${pathOf(error)} bị hỏng hoặc không phải cơ sở dữ liệu; views.db hỏng thì xóa đi, tệp khác thì khôi phục từ bản sao lưu.`, en: `the data file ${pathOf(error)} is damaged or no database; delete it if it is views.db, restore any other from a backup.` }
  if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR') return { vi: `${pathOf(error)} không phải thư mục; hãy chọn thư mục khác cho dữ liệu.`, en: `${pathOf(error)} is no folder; choose another one for the data.` }
  if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '') || sqliteCode === sqliteReadOnly || sqliteCode === sqliteCannotOpen) return { vi: `không có quyền đọc hoặc ghi ${pathOf(error)}; hãy kiểm tra quyền của thư mục.`, en: `no permission for ${pathOf(error)}; check the folder's permissions.` }
  return undefined
}

const portTaken = (port: number | undefined): Words => ({
  vi: `cổng ${port ?? ''} đang có chương trình khác dùng; hãy tắt chương trình đó hoặc chọn cổng khác, ví dụ PORT=3001 (với worker: WORKER_PORT).`,
  en: `port ${port ?? ''} is taken by another program; stop it or choose another port, e.g. PORT=3001 (for a worker WORKER_PORT).`,
})

const codeOf = (error: unknown): string | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined)
const portOf = (error: unknown): number | undefined => (error instanceof Error && 'port' in error && typeof error.port === 'number' ? error.port : undefined)
const pathOf = (error: unknown): string => (error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '')
