import { jwtVerify, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import { v4 } from 'uuid'
import type { Actor, UnitRef } from '#event-log'
import type { Vault } from '#vault'

export const roles = ['officer', 'manager', 'auditor', 'service'] as const
export type Role = (typeof roles)[number]

/** Who may record; the others read. */
export const mayRecord = (role: string): boolean => role === 'officer' || role === 'manager'

/** Who may have events delivered to other systems; an auditor sees to whom they go. */
export const mayManageWebhooks = (role: string): boolean => role === 'manager'
export const mayWatchWebhooks = (role: string): boolean => mayManageWebhooks(role) || role === 'auditor'

export interface TokenRequest {
  readonly name: string
  readonly role: Role
  readonly unit?: UnitRef | undefined
  readonly validDays: number
}

/** Who a token speaks for, and until when, in ms since 1970. */
export interface Grant {
  readonly actor: Actor
  readonly expiresAt: number
}

/**
 * Tokens: JWTs (HS256) signed by a key made at first start, kept in the vault. A token carries the actor's random id,
 * role and unit; the name stays in the vault.
 */
export class Tokens {
  readonly #verified = new LRUCache<string, Grant>({ max: 5_000 })

  private constructor(
    private readonly vault: Vault,
    private readonly key: Uint8Array,
  ) {}

  static async open(vault: Vault): Promise<Tokens> {
    return new Tokens(vault, await vault.secret('token-signing'))
  }

  async issue({ name, role, unit, validDays }: TokenRequest): Promise<{ token: string; actor: Actor }> {
    const actor: Actor = { id: v4(), role, ...(unit === undefined ? {} : { unit }) }
    await this.vault.addActor({ ...actor, name })
    const token = await new SignJWT({ role, unit })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(actor.id)
      .setIssuedAt()
      .setExpirationTime(`${validDays} days`)
      .sign(this.key)
    return { token, actor }
  }

  /** The actor of a valid token; undefined for any other text. */
  async findActor(token: string): Promise<Actor | undefined> {
    return (await this.findGrant(token))?.actor
  }

  /** The same with the instant at which the token ends: what is answered for long ends with it. */
  async findGrant(token: string): Promise<Grant | undefined> {
    const known = this.#verified.get(token)
    if (known !== undefined) return known.expiresAt > Date.now() ? known : undefined
    const verified = await jwtVerify<{ role: string; unit?: UnitRef }>(token, this.key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp', 'role'] }).catch(() => undefined)
    if (verified === undefined) return undefined
    const { sub, exp, role, unit } = verified.payload
    const actor: Actor = { id: sub as string, role, ...(unit === undefined ? {} : { unit }) }
    const grant: Grant = { actor, expiresAt: (exp as number) * 1000 }
    this.#verified.set(token, grant)
    return grant
  }
}
