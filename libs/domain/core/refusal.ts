import type { Bilingual } from './language.js'

/** A rule that is broken: what the caller gets instead of events. */
export class Refusal {
  constructor(
    readonly code: string,
    /** The figures, days and ids that made it. */
    readonly facts: Readonly<Record<string, unknown>>,
    readonly message: Bilingual,
  ) {}
}

export interface RefusalDefinition<Facts> {
  /** The rule in one English sentence, for the docs. */
  readonly rule: string
  /** Where the rule comes from: law, province, or "design". */
  readonly source: string
  readonly vi: (facts: Facts) => string
  readonly en: (facts: Facts) => string
}

const registry = new Map<string, RefusalDefinition<never>>()

/** Every refusal there is, by code: for the docs and the test that holds them complete. */
export const allRefusals = (): ReadonlyMap<string, RefusalDefinition<never>> => registry

type FactsOf<Definition> = Definition extends RefusalDefinition<infer Facts> ? Facts : never

/**
 * Defines refusals by code and gives the function that makes them:
 * `const refuse = defineRefusals({ 'recovery-exceeds-outstanding': {…} })`, then `refuse('recovery-exceeds-outstanding', { … })`.
 */
export const defineRefusals = <Definitions extends Readonly<Record<string, RefusalDefinition<never>>>>(definitions: Definitions) => {
  for (const [code, definition] of Object.entries(definitions)) {
    if (registry.has(code)) throw new Error(`refusal ${code} is defined twice`)
    registry.set(code, definition)
  }
  return <Code extends keyof Definitions & string>(code: Code, facts: FactsOf<Definitions[Code]>): Refusal => {
    const { vi, en } = definitions[code] as unknown as RefusalDefinition<FactsOf<Definitions[Code]>>
    return new Refusal(code, facts as Readonly<Record<string, unknown>>, { vi: vi(facts), en: en(facts) })
  }
}
