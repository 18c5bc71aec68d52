import { createHmac, randomBytes } from 'node:crypto'
import type { SecretRecord, Webhook } from './webhook.js'

/** Longer than anybody needs who rotates by hand. */
const mostSecrets = 5

/** Makes the secrets of subscriptions, each of its salt and of one key that the vault keeps. */
export class WebhookSecrets {
  #key: Promise<Uint8Array> | undefined

  constructor(private readonly keyOf: () => Promise<Uint8Array>) {}

  /** Whoever has awaited this signs without asking the vault again. Throws what the vault throws. */
  async ready(): Promise<void> {
    await this.#getKey()
  }

  /** As Standard Webhooks writes it. */
  async textOf(webhookId: string, secret: SecretRecord): Promise<string> {
    return `whsec_${(await this.#bytesOf(webhookId, secret)).toString('base64')}`
  }

  /** `v1,…` for the secret and for each that it replaced and that still holds, the newest first. */
  async signatures(webhookId: string, { secrets }: Pick<Webhook, 'secrets'>, signed: { readonly id: string; readonly timestamp: number; readonly body: Buffer; readonly now: Date }): Promise<string> {
    const valid = validSecrets(secrets, signed.now)
    const signatures = await Promise.all(valid.map(async (secret) => {
      const hmac = createHmac('sha256', await this.#bytesOf(webhookId, secret))
      return `v1,${hmac.update(`${signed.id}.${signed.timestamp}.`).update(signed.body).digest('base64')}`
    }))
    return signatures.join(' ')
  }

  async #bytesOf(webhookId: string, { salt }: SecretRecord): Promise<Buffer> {
    return createHmac('sha256', await this.#getKey()).update(`${webhookId}/${salt}`).digest()
  }

  async #getKey(): Promise<Uint8Array> {
    this.#key ??= this.keyOf()
    try {
      return await this.#key
    } catch (error) {
      // The vault may have been out of reach for a moment.
      this.#key = undefined
      throw error
    }
  }
}

export const newSecret = (now: Date): SecretRecord => ({ salt: randomBytes(18).toString('base64url'), madeAt: now.toISOString() })

/** A new one, beside which the one before signs for a while. */
export const rotated = (secrets: readonly SecretRecord[], { now, overlapMs }: { readonly now: Date; readonly overlapMs: number }): readonly SecretRecord[] => {
  const until = now.getTime() + overlapMs
  const replaced = secrets.map((secret) => ({ ...secret, validUntil: new Date(Math.min(until, endOf(secret))).toISOString() }))
  return [newSecret(now), ...validSecrets(replaced, now)].slice(0, mostSecrets)
}

export const validSecrets = (secrets: readonly SecretRecord[], now: Date): readonly SecretRecord[] => secrets.filter((secret) => endOf(secret) > now.getTime())

const endOf = ({ validUntil }: SecretRecord): number => (validUntil === undefined ? Infinity : Date.parse(validUntil))
