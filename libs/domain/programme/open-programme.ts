import { programmeOpened } from '../catalogue/programme-events.js'
import { decision } from '../core/decision.js'
import { DayField, Part, Text } from '../core/fields.js'
import { refuseUnlessPeriod } from '../core/period.js'
import { PaperCommand, UnitFields } from '../core/recorded-command.js'
import { defineRefusals } from '../core/refusal.js'
import { programmeCode } from './programme.js'

/** Opens a programme; its rule sets are published after it. */
export class OpenProgramme extends PaperCommand {
  @Text('Mã chương trình', 'Code of the programme', { max: 40, example: 'NTP-PR' }) code!: string
  @Text('Tên chương trình', 'Name of the programme') name!: string
  @Part('Đơn vị quản lý', 'Unit that runs it', UnitFields) unit!: UnitFields
  @DayField('Ngày bắt đầu', 'First day') opensOn!: string
  @DayField('Ngày kết thúc', 'Last day', { optional: true }) closesOn?: string
}

const refuse = defineRefusals({
  'programme-code-taken': {
    rule: 'A programme code names one programme.', source: 'design',
    vi: ({ code, programmeId }: { code: string; programmeId: string }) => `Mã ${code} đã là của chương trình ${programmeId}.`,
    en: ({ code, programmeId }: { code: string; programmeId: string }) => `Code ${code} already names programme ${programmeId}.`,
  },
})

export const openProgramme = decision(OpenProgramme, {
  title: { vi: 'Mở chương trình', en: 'Open a programme' },
  records: programmeOpened,
  reads: ({ code }) => ({ taken: programmeCode(code) }),
  decide({ taken }, { code, name, unit, opensOn, closesOn, occurredOn, paper }, { newId }) {
    if (taken.programmeId !== undefined) return refuse('programme-code-taken', { code, programmeId: taken.programmeId })
    const badPeriod = refuseUnlessPeriod(opensOn, closesOn)
    if (badPeriod) return badPeriod
    return [programmeOpened({ programmeId: newId('programme'), code, name, opensOn, closesOn }, { occurredOn, paper, unit })]
  },
})
