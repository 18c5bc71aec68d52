import { describe, it } from '@jest/globals'
import { Scenario } from '../testing/scenario.js'
import { openProgramme } from '../testing/examples.js'

describe('opening a programme', () => {
  it('records it', () => new Scenario().when(openProgramme()).records('programme-opened'))

  it('refuses a code that is taken', () => new Scenario().given(openProgramme()).when(openProgramme()).refuses('programme-code-taken', { code: 'NTP-PR' }))

  it('refuses a day that has not come', () => new Scenario().when(openProgramme({ occurredOn: '2031-01-01' })).refuses('occurred-in-future'))

  it('refuses a period that ends before it starts', () => new Scenario().when(openProgramme({ closesOn: '2020-01-01' })).refuses('period-ends-before-it-starts'))
})
