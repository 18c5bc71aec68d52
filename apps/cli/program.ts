import { Command } from 'commander'
import pc from 'picocolors'
import { boardCommand } from './board-command.js'
import { copyLogCommand } from './copy-log-command.js'
import { demoCommand } from './demo-command.js'
import { eventsCommand } from './events-command.js'
import { findCommand } from './find-command.js'
import { groupCommand } from './group-command.js'
import { historyCommand } from './history-command.js'
import { importCommand } from './import-command.js'
import { migrateCommand } from './migrate-command.js'
import { poolCommand } from './pool-command.js'
import { projectCommand } from './project-command.js'
import { rebuildCommand } from './rebuild-command.js'
import { recoveriesCommand } from './recoveries-command.js'
import { relayCommand } from './relay-command.js'
import { serveCommand } from './serve-command.js'
import { tokenCommand } from './token-command.js'
import { verifyCommand } from './verify-command.js'
import { webhooksCommand } from './webhooks-command.js'

const commands = [
  demoCommand, importCommand, findCommand, historyCommand, groupCommand, projectCommand, boardCommand, poolCommand, recoveriesCommand, eventsCommand, verifyCommand, rebuildCommand, copyLogCommand, tokenCommand, webhooksCommand, serveCommand, relayCommand, migrateCommand,
]

/** The operator's door: one program, one command per task. */
export const createProgram = (): Command => {
  const program = new Command('sinhke')
    .description('Sinh Kế: sổ sự kiện và lịch sử hỗ trợ sinh kế của từng hộ / event log and support histories of households')
    .version('0.1.0', '-V, --version', 'phiên bản / version')
  for (const command of commands) program.addCommand(command())
  return worded(program)
}

/** Vietnamese first in whatever commander says by itself. */
const worded = (program: Command): Command => {
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands: below }) => below)]) {
    command
      .helpOption('-h, --help', 'xem hướng dẫn / show help')
      .configureHelp({ styleTitle: (title) => pc.bold(titles[title] ?? title), sortSubcommands: false })
      .configureOutput({ outputError: (text, write) => write(`Lệnh chưa đúng / ${text.trim()}\nXem / see: sinhke ${namesOf(command, program)}--help\n`) })
  }
  return program.helpCommand('help [lệnh]', 'xem hướng dẫn của một lệnh / show help of a command')
}

/** As it is typed: `webhooks add `. */
const namesOf = (command: Command, program: Command): string => (command === program || command.parent === null ? '' : `${namesOf(command.parent, program)}${command.name()} `)

const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Cách dùng / Usage:',
  'Arguments:': 'Tham số / Arguments:',
  'Options:': 'Tùy chọn / Options:',
  'Commands:': 'Các lệnh / Commands:',
}
