import { allRefusals } from '#domain'

const intro = `# Từ chối / Refusals

A command that breaks a rule records nothing and is answered with one of these: over HTTP status 422 and problem details
(RFC 9457) with \`code\` and \`facts\`, in the CLI with the message. Amounts below are examples, ‹names› stand for what the
facts say. Written by \`node dist/docs/generate.js\`; a test holds it current.

Một lệnh trái quy tắc không ghi gì vào sổ và nhận một trong các trả lời sau; ‹tên› là chỗ của số liệu cụ thể.
`

/** Every refusal there is: its rule, where that comes from, and what a person reads. */
export const refusalsPage = (): string => {
  const sections = [...allRefusals()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([code, { rule, source, vi, en }]) =>
    [`## \`${code}\``, '', `${rule} *(${source})*`, '', `- vi: ${message(vi)}`, `- en: ${message(en)}`, ''].join('\n'))
  return `${intro}\n${sections.join('\n')}`
}

/** Facts that a message looks up or adds up, which no placeholder can stand for. */
const examples: Readonly<Record<string, unknown>> = {
  povertyClass: 'near-poor', reason: 'class-not-targeted', owedUnit: 'dong', givenUnit: 'cow', species: 'cow', form: 'animal', stage: 'approved', endedAs: 'closed',
  move: 'accept', possible: ['sign-contract', 'start', 'extend', 'cancel'], opinion: 'reject', herd: { cow: 1 },
  members: [2, 3], of: ['cash', 'goods', 'labour'], given: ['cash', 'goods'], allowed: ['cash'], recovered: 3_000_000, outstanding: 1_000_000, owed: 2_000_000, sum: 1_500_000, limit: 1_500_000, percent: 15,
  debts: { dong: 4_000_000, cow: 1 }, householdIds: ['‹householdId›', '‹householdId›'],
}

/** In some facts a unit is what is owed, in others a unit of government; some come from a day, others from a project's stage. */
const alternatives: readonly Readonly<Record<string, unknown>>[] = [{ unit: { codeSet: '‹codeSet›', code: '‹code›' } }, { unit: 'dong' }, { from: 'approved', to: 'accepted' }]

const message = (say: (facts: never) => string): string => {
  for (const own of alternatives) {
    const facts: unknown = new Proxy({}, { get: (_, name) => own[String(name)] ?? exampleOf(String(name)) })
    const text = attempt(() => say(facts as never))
    if (text !== undefined && !/undefined|NaN|\[object/.test(text)) return text
  }
  return '…'
}

const exampleOf = (name: string): unknown => examples[name] ?? (name.endsWith('Dong') ? 4_000_000 : `‹${name}›`)

const attempt = (say: () => string): string | undefined => {
  try {
    return say()
  } catch {
    return undefined
  }
}
