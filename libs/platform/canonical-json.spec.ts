import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.js'

describe('canonical JSON', () => {
  it('is what the reference implementation of RFC 8785 gives, for any JSON', () =>
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as object
        expect(canonicalJson(plain)).toBe(canonicalize(plain))
      }),
      { numRuns: 2_000 },
    ))

  it('orders keys by code units, also in large objects, and leaves undefined ones out', () => {
    const large = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${(index * 7_919) % 300}ế${index}`, index]))
    expect(canonicalJson(large)).toBe(canonicalize(large))
    expect(canonicalJson({ b: 1, a: undefined, '€': 2, 'é': -0, '😀': 1e21 })).toBe('{"b":1,"é":0,"€":2,"😀":1e+21}')
  })

  it('refuses a circle', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect(() => canonicalJson(circle)).toThrow(/circular/i)
  })
})
