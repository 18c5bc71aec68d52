import pc from 'picocolors'
import { formatNumber, type Bilingual, type Language } from '#domain'
import { failureWords, stopWords, type WebhookState, type WebhookView } from '#subscriptions'
import { rowLines, wrap, type PageColumn } from './columns.js'

const columns: readonly PageColumn[] = [{ width: 36 }, { width: 13 }, { width: 11, align: 'right' }, { width: 11, align: 'right' }, { width: 20 }]
const indent = '  '
const pageWidth = 100

/** A row for each subscription, below it its address and what is wrong with it. */
export const webhooksPage = (views: readonly WebhookView[], lang: Language): string => {
  if (views.length === 0) return none[lang]
  const head = rowLines(columns, heads.map((each) => each[lang])).map((line) => pc.bold(line))
  return [...head, '─'.repeat(pageWidth), ...views.flatMap((view) => linesOf(view, lang))].join('\n')
}

const linesOf = (view: WebhookView, lang: Language): string[] => {
  const { id, state, position, lag, deliveredAt, url, description } = view
  const rows = rowLines(columns, [id, states[state][lang], formatNumber(position), formatNumber(lag), deliveredAt?.slice(0, 19).replace('T', ' ') ?? '–'])
  const about = [url, description, filterText(view, lang)].filter((text) => text !== undefined && text !== '').join(' · ')
  return [...rows, ...indented(about), ...indented(troubleOf(view, lang))]
}

const troubleOf = ({ retrying, stopped }: WebhookView, lang: Language): string => {
  if (stopped !== undefined) return `${stopWords[stopped.code][lang]}${stopped.detail === undefined ? '' : ` (${stopped.detail})`}`
  if (retrying === undefined) return ''
  const { attempts, since, nextAt, failure } = retrying
  const [from, next] = [since, nextAt].map((instant) => `${instant.slice(0, 19).replace('T', ' ')} UTC`)
  return lang === 'vi' ? `${failureWords(failure).vi}; ${attempts} lần từ ${from}, lần tới ${next}` : `${failureWords(failure).en}; ${attempts} attempts since ${from}, the next at ${next}`
}

const filterText = ({ filter: { types = [], tags = [], unit } }: WebhookView, lang: Language): string => {
  const parts = [...types, ...tags, ...(unit === undefined ? [] : [`${unit.codeSet}/${unit.code}`])]
  return parts.length === 0 ? '' : `${lang === 'vi' ? 'chỉ' : 'only'} ${parts.join(', ')}`
}

const indented = (text: string): string[] => (text === '' ? [] : wrap(text, pageWidth - indent.length).map((line) => pc.dim(indent + line)))

const heads: readonly Bilingual[] = [{ vi: 'Nơi nhận', en: 'Receiver' }, { vi: 'Tình trạng', en: 'State' }, { vi: 'Đến vị trí', en: 'Position' }, { vi: 'Còn lại', en: 'Behind' }, { vi: 'Gửi lần cuối (UTC)', en: 'Delivered (UTC)' }]

const none: Bilingual = { vi: 'Chưa có nơi nhận nào; đăng ký bằng: sinhke webhooks add', en: 'There are no receivers yet; subscribe one by: sinhke webhooks add' }

const states: Readonly<Record<WebhookState, Bilingual>> = {
  active: { vi: 'đang gửi', en: 'active' }, retrying: { vi: 'đang thử lại', en: 'retrying' }, stopped: { vi: 'đã ngừng', en: 'stopped' }, paused: { vi: 'tạm dừng', en: 'paused' },
}
