import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { v5 } from 'uuid'
import { nameBasedId } from './name-based-id.js'

describe('a name-based id', () => {
  it('is the UUIDv5 of the name in the namespace, for any text', () =>
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (name, namespace) => {
      expect(nameBasedId(name, namespace)).toBe(v5(name, namespace))
    })))
})
