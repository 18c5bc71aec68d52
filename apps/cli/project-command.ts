import { Command } from 'commander'
import { dayAt } from '#domain'
import { getProjectFile } from '#read-models'
import { caughtUp } from './caught-up.js'
import { OperatorError } from './explain.js'
import { getProjectId } from './find-project.js'
import { headNamesOf } from './head-names.js'
import { withMomentOptions } from './history-command.js'
import { momentOf, type MomentOptions } from './moment.js'
import { withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { projectPage } from './project-page.js'

type ProjectOptions = CommonOptions & MomentOptions

export const projectCommand = (): Command =>
  withExamples(
    withCommonOptions(withMomentOptions(new Command('project')
      .description('hồ sơ một dự án, hiện nay hoặc vào bất kỳ thời điểm nào / the file of a project, now or at any moment')
      .argument('<dự án>', 'mã dự án, hoặc vài chữ trong tên / project id, or words of its name')))
      .action((text: string, options: ProjectOptions) => runProject(text, options)),
    ['sinhke project "bo sinh san thinh duc"', 'sinhke project "che an toan" --as-of 30/06/2024 --json'],
  )

const today = () => dayAt(new Date().toISOString())

const runProject = (text: string, options: ProjectOptions): Promise<void> =>
  withExistingRuntime(options, async (runtime) => {
    const moment = momentOf(options)
    const projectId = await getProjectId(runtime, text)
    await caughtUp(runtime)
    const found = await getProjectFile({ projectId, ...moment, today: today() }, runtime.reader)
    const [file] = await runtime.vault.open([found])
    if (file === undefined) throw new OperatorError({ vi: `vào thời điểm đó sổ chưa có dự án ${projectId}.`, en: `at that moment the log knew no project ${projectId}.` })
    if (options.json) return printJson(file)
    const unitName = file.proposal === undefined ? '' : await runtime.unitNames.get(file.proposal.unit)
    printLine(projectPage({ file, unitName, headNames: await headNamesOf(runtime, file.households.map(({ householdId }) => householdId)), lang: options.lang }))
  })
