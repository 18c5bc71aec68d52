import { describe, expect, it } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { verifyWebhook, WebhookRefused } from './index.js'
import { eventAt } from './testing/scripted-server.js'

const secret = `whsec_${Buffer.from('một khóa đủ dài để ký, 32 byte!!').toString('base64')}`
const other = `whsec_${Buffer.from('một khóa khác cũng dài như thế').toString('base64')}`
const nowMs = Date.parse('2026-03-20T02:00:00Z')

/** Signed by the reference implementation. */
const delivery = ({ atMs = nowMs, by = secret } = {}) => {
  const event = eventAt(7)
  const body = JSON.stringify({ ...event, subject: 'project:đã ký' })
  const headers = { 'webhook-id': event.id, 'webhook-timestamp': String(Math.floor(atMs / 1_000)), 'webhook-signature': new Webhook(by).sign(event.id, new Date(atMs), body) }
  return { headers, body }
}

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof WebhookRefused) return error.code
    throw error
  }
  return 'taken'
}

describe('a webhook', () => {
  it('that is signed as Standard Webhooks tells gives its event, from text or bytes, whoever gives the headers', () => {
    const { headers, body } = delivery()
    const event = JSON.parse(body) as unknown
    expect(verifyWebhook(headers, body, secret, { nowMs })).toEqual(event)
    expect(verifyWebhook(new Headers(headers), Buffer.from(body), [secret], { nowMs })).toEqual(event)
    expect(verifyWebhook({ 'Webhook-Id': headers['webhook-id'], 'Webhook-Timestamp': [headers['webhook-timestamp']], 'Webhook-Signature': headers['webhook-signature'] }, body, secret, { nowMs })).toEqual(event)
  })

  it('is taken by the old and by the new secret while they are rotated, on either side', () => {
    const [mine, theirs] = [delivery(), delivery({ by: other })]
    expect(codeOf(() => verifyWebhook(theirs.headers, theirs.body, [secret, other], { nowMs }))).toBe('taken')
    const both = { ...mine.headers, 'webhook-signature': `v1a,xyz ${theirs.headers['webhook-signature']} ${mine.headers['webhook-signature']}` }
    for (const one of [secret, other]) expect(codeOf(() => verifyWebhook(both, mine.body, one, { nowMs }))).toBe('taken')
  })

  it('is refused where anything of it was changed, or another secret signed it', () => {
    const { headers, body } = delivery()
    const signature = headers['webhook-signature']
    const changed: readonly (readonly [object, string])[] = [
      [headers, `${body} `], [headers, body.replace('đã', 'ĐÃ')], [{ ...headers, 'webhook-id': 'id-8' }, body], [{ ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) }, body],
      [{ ...headers, 'webhook-signature': signature.replace('v1,', 'v2,') }, body], [{ ...headers, 'webhook-signature': signature.slice(0, -1) }, body], [{ ...headers, 'webhook-signature': 'v1,' }, body],
    ]
    for (const [each, text] of changed) expect([each, codeOf(() => verifyWebhook(each as typeof headers, text, secret, { nowMs }))]).toEqual([each, 'webhook-signature-wrong'])
    expect(codeOf(() => verifyWebhook(headers, body, other, { nowMs }))).toBe('webhook-signature-wrong')
    expect(codeOf(() => verifyWebhook(headers, body, [], { nowMs }))).toBe('webhook-signature-wrong')
  })

  it('is refused five minutes before and after its time, and without its headers', () => {
    for (const [offMs, expected] of [[-299_000, 'taken'], [299_000, 'taken'], [-301_000, 'webhook-too-old'], [301_000, 'webhook-too-old']] as const) {
      const { headers, body } = delivery({ atMs: nowMs + offMs })
      expect([offMs, codeOf(() => verifyWebhook(headers, body, secret, { nowMs }))]).toEqual([offMs, expected])
    }
    const { headers, body } = delivery()
    for (const missing of Object.keys(headers)) expect(codeOf(() => verifyWebhook({ ...headers, [missing]: undefined }, body, secret, { nowMs }))).toBe('webhook-headers-missing')
    expect(codeOf(() => verifyWebhook({ ...headers, 'webhook-timestamp': 'NaN' }, body, secret, { nowMs }))).toBe('webhook-too-old')
  })

  it.each(['', 'whsec_', 'whsec_không', 'whsec_====', 'a b'])('is never verified by %j, which is no secret', (wrong) => {
    const { headers, body } = delivery()
    expect(codeOf(() => verifyWebhook(headers, body, wrong, { nowMs }))).toBe('webhook-secret-malformed')
  })
})
