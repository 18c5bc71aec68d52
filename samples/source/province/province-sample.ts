import { enterUnits } from './areas.js'
import { Book } from './book.js'
import { Capital } from './capital.js'
import { changeHouseholds } from './household-changes.js'
import { enterHouseholds } from './households.js'
import { enterProgrammes } from './programmes.js'
import { planProjects } from './project-plan.js'
import { liveProject } from './project-life.js'
import { enterTargets } from './targets.js'

/** The province's sample: invented households in real communes of Thái Nguyên, as CSV files of the import's templates. */
export const provinceSample = (): ReadonlyMap<string, string> => {
  const book = new Book()
  enterUnits(book)
  enterProgrammes(book)
  enterTargets(book)
  const capital = new Capital(book)
  const households = enterHouseholds(book)
  changeHouseholds(book, households)
  for (const plan of planProjects()) liveProject(plan, { book, capital, households })
  return book.files()
}
