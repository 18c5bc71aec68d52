import { v5 } from 'uuid'
import { commandIdOf } from '../../../apps/cli/import/index.js'
import { officeOn, paperOf } from './areas.js'
import type { Book } from './book.js'
import { Chance } from './chance.js'
import { addDays, yearOf } from './days.js'
import type { Household } from './households.js'

/** Children born, members gone, heads that died: a tenth of the households change in these years. */
export const changeHouseholds = (book: Book, households: readonly Household[]): void => {
  for (const household of households) {
    if (household.isSetApart || household.registeredOn > '2022-01-01') continue
    const chance = new Chance(`changes ${household.row}`)
    const day = addDays('2022-03-01', chance.between(0, 1_300))
    if (household.hasNumbers) changeMembers(book, household, { chance, day })
    else if (chance.happens(0.6)) changeHead(book, household, day)
  }
}

interface Change {
  readonly chance: Chance
  readonly day: string
}

/** A child is born, and some years' papers later one moves out again with its grandparents. */
const changeMembers = (book: Book, household: Household, { chance, day }: Change): void => {
  const [head] = household.members
  if (head === undefined || !chance.happens(0.07)) return
  const female = chance.happens(0.5)
  const born = { relation: 'child', name: `${head.name.split(' ')[0] ?? ''} ${female ? 'Thị' : 'Văn'} ${chance.pick(['An', 'Bình', 'Hải', 'Lâm', 'Minh', 'Sơn', 'Thảo', 'Tâm'])}`, gender: female ? 'female' : 'male', birthDate: day, ethnicity: head.ethnicity }
  const row = book.enter('add-household-member', { householdId: household.row, member: born, occurredOn: addDays(day, 20), paper: paperFrom(household, addDays(day, 20), 'Giấy khai sinh', 'KS') })
  const leftOn = addDays(day, 400)
  if (yearOf(leftOn) < 2026 && chance.happens(0.15)) {
    book.enter('remove-household-member', { householdId: household.row, personId: row, reason: 'moved', occurredOn: leftOn, paper: paperFrom(household, leftOn, 'Xác nhận thông tin cư trú', 'CT') })
  }
}

/** The head dies and the next member, spouse or child, follows. Who was registered without a number is named by the id that its row gave it. */
const changeHead = (book: Book, household: Household, day: string): void => {
  const memberId = (index: number) => v5(`member-${index}`, commandIdOf('register-household', String(household.row)))
  const changedOn = addDays(day, 15)
  book.enter('change-household-head', { householdId: household.row, personId: memberId(1), occurredOn: changedOn, paper: paperFrom(household, changedOn, 'Thay đổi chủ hộ', 'CH') })
  book.enter('remove-household-member', { householdId: household.row, personId: memberId(0), reason: 'died', occurredOn: day, paper: paperFrom(household, day, 'Trích lục khai tử', 'KT') })
}

const paperFrom = ({ commune, row }: Household, day: string, title: string, series: string) => paperOf(officeOn(commune, day), `${row}/${series}-UBND`, day, title)
