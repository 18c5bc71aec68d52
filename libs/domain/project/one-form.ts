import { defineRefusals, type Refusal } from '../core/refusal.js'

const refuse = defineRefusals({
  'exactly-one-form': {
    rule: 'A fact is recorded in one form: money, goods or labour; money or animals.', source: 'design',
    vi: ({ of }: { given: readonly string[]; of: readonly string[] }) => `Phải nhập đúng một trong các mục: ${of.join(', ')}.`,
    en: ({ given, of }: { given: readonly string[]; of: readonly string[] }) => `Give exactly one of ${of.join(', ')}, not ${given.length}.`,
  },
})

/** Why these alternatives of a command are wrong together, if so. */
export const refuseUnlessOneForm = (forms: Readonly<Record<string, unknown>>): Refusal | undefined => {
  const of = Object.keys(forms)
  const given = of.filter((name) => forms[name] !== undefined)
  return given.length === 1 ? undefined : refuse('exactly-one-form', { given, of })
}
