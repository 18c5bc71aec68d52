import { isIP } from 'node:net'
import type { Bilingual } from '#domain'
import type { ReceiverNetworks } from './receiver-networks.js'

/** The address of a receiver can't be delivered to; says why. */
export class ReceiverRefused extends Error {
  override readonly name = 'ReceiverRefused'
  constructor(readonly words: Bilingual) {
    super(words.en)
  }
}

const maxLength = 2_000
/** Below them other services listen, and none of them should be talked to. */
const usualPorts: ReadonlySet<string> = new Set(['', '80', '443'])

/** The host without the brackets of an IPv6 address. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/** The address as it is stored. What a name leads to is judged when it is connected to. Throws `ReceiverRefused`. */
export const receiverUrl = (text: string, networks: ReceiverNetworks): string => {
  const url = URL.canParse(text) && text.length <= maxLength ? new URL(text) : refuse('phải là một URL đầy đủ, ví dụ https://thongke.example.vn/su-kien', 'must be a whole URL, e.g. https://thongke.example.vn/events')
  const isEncrypted = url.protocol === 'https:'
  if (!isEncrypted && url.protocol !== 'http:') refuse('phải bắt đầu bằng https://', 'must begin with https://')
  if (url.username !== '' || url.password !== '') refuse('không được chứa tên và mật khẩu: mỗi lần gửi đã được ký', 'must not hold a name and a password: every delivery is signed')
  if (url.hash !== '') refuse('không được có phần sau dấu #', 'must not have a part after #')
  if (!usualPorts.has(url.port) && Number(url.port) < 1024) refuse('phải dùng cổng 443, 80 hoặc từ 1024', 'must use port 443, 80 or one from 1024')
  if (!isEncrypted && !networks.hasNamed) refuse('phải bắt đầu bằng https://; http:// chỉ cho mạng nội bộ nêu trong WEBHOOK_PRIVATE_NETWORKS', 'must begin with https://; http:// is for networks named in WEBHOOK_PRIVATE_NETWORKS alone')
  const host = hostOf(url)
  if (isIP(host) !== 0 && !networks.allows(host, { isEncrypted })) refuse('là địa chỉ nội bộ; muốn gửi tới đó, người vận hành phải nêu mạng ấy trong WEBHOOK_PRIVATE_NETWORKS', 'is no public address; to deliver there the operator names its network in WEBHOOK_PRIVATE_NETWORKS')
  return url.href
}

const refuse = (vi: string, en: string): never => {
  throw new ReceiverRefused({ vi, en })
}
