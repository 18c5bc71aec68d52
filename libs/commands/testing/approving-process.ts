import { CommandRefused } from '../submission.js'
import { Conflict } from '#event-log'
import { approvalOf, type World } from './livelihood-world.js'
import { commandIdOf, openProcess } from './two-processes.js'

/** Approves projects from one allocation as fast as it can; prints what was acknowledged and what was refused, in đồng. */
const [folder = '', json = ''] = process.argv.slice(2)
const { world, projects } = JSON.parse(json) as { world: World; projects: readonly { projectId: string; amountDong: number }[] }
const { run, close } = await openProcess(folder)
let acknowledgedDong = 0
const refusals: string[] = []
await Promise.all(projects.map(async ({ projectId, amountDong }) => {
  for (;;) {
    try {
      await run('approve-project', approvalOf(world, projectId, amountDong), commandIdOf(`approve-${projectId}`))
      acknowledgedDong += amountDong
      return
    } catch (error) {
      if (error instanceof Conflict) continue
      if (!(error instanceof CommandRefused)) throw error
      refusals.push(error.refusal.code)
      return
    }
  }
}))
await close()
console.log(JSON.stringify({ acknowledgedDong, refusals }))
