import { createHmac, timingSafeEqual } from 'node:crypto'
import { WebhookRefused } from './errors.js'
import { eventOfJson, textOfBytes, type FeedEvent } from './event.js'

/** As Node, Fastify, Express or fetch give them; names in any case. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

export interface WebhookOptions {
  /** How far the sender's clock may be off, and how old a delivery may be; five minutes. */
  readonly toleranceMs?: number
  readonly nowMs?: number
}

const usualToleranceMs = 300_000

/**
 * The event of a delivery that is signed by one of the secrets (`whsec_…`, two while they are rotated), as Standard
 * Webhooks tells. The body is what came, byte by byte, not what a framework made of it. Throws `WebhookRefused`: answer
 * 401 to it. A delivery that comes again has the same id and position.
 */
export const verifyWebhook = (headers: WebhookHeaders, body: string | Uint8Array, secrets: string | readonly string[], options: WebhookOptions = {}): FeedEvent => {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((header) => headerOf(headers, header))
  if (id === undefined || timestamp === undefined || signatures === undefined) throw new WebhookRefused('webhook-headers-missing', 'thiếu webhook-id, webhook-timestamp hoặc webhook-signature', 'webhook-id, webhook-timestamp or webhook-signature is missing')
  checkAge(timestamp, options)
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), typeof body === 'string' ? Buffer.from(body) : body])
  const given = signatures.split(' ').filter((each) => each.startsWith('v1,')).map((each) => Buffer.from(each.slice(3)))
  const expected = [secrets].flat().map((secret) => Buffer.from(createHmac('sha256', keyOf(secret)).update(content).digest('base64')))
  // All are compared, so that the time says nothing of which.
  const matches = expected.flatMap((one) => given.map((other) => one.length === other.length && timingSafeEqual(one, other)))
  if (!matches.includes(true)) throw new WebhookRefused('webhook-signature-wrong', 'chữ ký không đúng với khóa nào; hãy kiểm tra khóa và đọc nguyên văn nội dung', 'no secret gives this signature: check the secret, and take the body as it came')
  return eventOfJson(typeof body === 'string' ? body : textOfBytes(body))
}

const headerOf = (headers: WebhookHeaders, wanted: string): string | undefined => {
  if (headers instanceof Headers) return headers.get(wanted) ?? undefined
  const [, value] = Object.entries(headers).find(([header]) => header.toLowerCase() === wanted) ?? []
  return typeof value === 'string' || value === undefined ? value : value.join(' ')
}

const checkAge = (timestamp: string, { toleranceMs = usualToleranceMs, nowMs = Date.now() }: WebhookOptions): void => {
  const isInTime = /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs - Number(timestamp) * 1_000) <= toleranceMs
  if (!isInTime) throw new WebhookRefused('webhook-too-old', 'thời điểm gửi lệch quá xa; hãy kiểm tra đồng hồ, lần gửi này có thể bị phát lại', 'it was sent too long ago or in the future: check the clock, it may be a replay')
}

const keyOf = (secret: string): Buffer => {
  const encoded = secret.replace(/^whsec_/, '')
  const key = Buffer.from(encoded, 'base64')
  // Buffer.from takes any text, and an empty key would sign for anybody.
  if (key.length === 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw new WebhookRefused('webhook-secret-malformed', 'khóa phải có dạng whsec_<base64>', 'a secret is whsec_<base64>')
  return key
}
