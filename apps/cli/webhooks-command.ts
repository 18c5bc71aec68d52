import { randomUUID } from 'node:crypto'
import { Command } from 'commander'
import { v4 } from 'uuid'
import { catalogue } from '#domain'
import type { Actor } from '#event-log'
import { loadConfig } from '#platform'
import type { Runtime } from '#runtime'
import { openWebhooks, type FeedFilter, type Webhooks, type WebhookView, type WebhookWithSecret } from '#subscriptions'
import type { Vault } from '#vault'
import { OperatorError } from './explain.js'
import { wholeNumber, withCommonOptions, withExamples, withExistingRuntime, type CommonOptions } from './options.js'
import { printJson, printLine } from './print.js'
import { unitOf } from './unit-option.js'
import { webhooksPage } from './webhooks-page.js'

interface FilterOptions extends CommonOptions {
  readonly type?: readonly string[] | undefined
  readonly tag?: readonly string[] | undefined
  readonly unit?: string | undefined
}

interface AddOptions extends FilterOptions {
  readonly url: string
  readonly description?: string | undefined
  readonly from: string
}

const example = '2b7f6c1e-90d4-5a36-8f1e-5c0d3b2a1908'

/** `sinhke webhooks …`: to whom events are delivered. */
export const webhooksCommand = (): Command => {
  const command = withExamples(
    new Command('webhooks').helpCommand(false).description('nơi nhận sự kiện qua webhook: xem, đăng ký, tạm dừng, gửi lại / receivers of webhooks: list, add, pause, replay'),
    ['sinhke webhooks list --data-dir /srv/sinhke/data', 'sinhke webhooks add --url https://thongke.example.vn/su-kien --from 0', `sinhke webhooks replay ${example} --from 1200`],
  )
  for (const each of [listCommand(), addCommand(), pauseCommand(), resumeCommand(), rotateCommand(), replayCommand(), removeCommand()]) command.addCommand(each)
  return command
}

const listCommand = (): Command =>
  withExamples(withCommonOptions(new Command('list').description('xem các nơi nhận và tình trạng gửi / list receivers and how their deliveries are'))
    .action((options: CommonOptions) => withWebhooks(options, async ({ webhooks }) => show(await webhooks.list(), options))), ['sinhke webhooks list', 'sinhke webhooks list --json'])

const addCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('add').description('đăng ký nơi nhận; khóa ký chỉ in ra lần này / subscribe a receiver; its secret is printed once'))
      .requiredOption('--url <https://…>', 'địa chỉ nhận / where to deliver')
      .option('--description <ghi chú>', 'ghi chú / description')
      .option('--type <loại…>', 'chỉ các loại sự kiện này / only these types of events', collect)
      .option('--tag <nhãn…>', 'chỉ sự kiện có một trong các nhãn này / only events with one of these tags', collect)
      .option('--unit <bộ mã/mã>', 'chỉ đơn vị này và cấp dưới / only this unit and those below it')
      .option('--from <vị trí|now>', 'gửi các sự kiện sau vị trí này; 0: tất cả / events behind this position; 0 for all', 'now')
      .action((options: AddOptions) => withWebhooks(options, async ({ webhooks, actor }) => {
        const { url, description } = options
        const made = await webhooks.register({ url, description, filter: filterOf(options), from: positionOf(options.from) }, { key: randomUUID(), actor })
        showSecret(made, options)
      })),
    ['sinhke webhooks add --url https://thongke.example.vn/su-kien --from 0', 'sinhke webhooks add --url https://taichinh.example.vn/hook --type recovery-received --type event-corrected --unit vn-2025/19'],
  )

const pauseCommand = (): Command =>
  withExamples(ofOne('pause', 'tạm dừng gửi, không mất gì / pause: nothing goes out, nothing is lost', ({ webhooks, actor }, id) => webhooks.pause(id, actor)), [`sinhke webhooks pause ${example}`])

const resumeCommand = (): Command =>
  withExamples(ofOne('resume', 'gửi tiếp, thử ngay / go on, and try at once', ({ webhooks, actor }, id) => webhooks.resume(id, actor)), [`sinhke webhooks resume ${example}`])

const rotateCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('rotate').description('đổi khóa ký; khóa cũ còn dùng một thời gian / a new secret; the old one signs too for a while'))
      .argument('<mã>', 'mã nơi nhận / its id')
      .option('--overlap-hours <giờ>', 'khóa cũ còn dùng bao lâu / how long the old one goes on', wholeNumber('--overlap-hours'), 24)
      .action((id: string, options: CommonOptions & { readonly overlapHours: number }) => withWebhooks(options, async ({ webhooks, actor }) => {
        if (options.overlapHours > 720) throw new OperatorError({ vi: '--overlap-hours nhiều nhất là 720.', en: '--overlap-hours is at most 720.' })
        showSecret(await webhooks.rotateSecret(id, { overlapMs: options.overlapHours * 3_600_000, actor }), options)
      })),
    [`sinhke webhooks rotate ${example}`, `sinhke webhooks rotate ${example} --overlap-hours 0`],
  )

const replayCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('replay').description('gửi lại từ một vị trí, giữ nguyên mã sự kiện / deliver again from a position, under the same ids'))
      .argument('<mã>', 'mã nơi nhận / its id')
      .requiredOption('--from <vị trí|now>', 'gửi các sự kiện sau vị trí này; 0: tất cả / events behind this position; 0 for all')
      .action((id: string, options: CommonOptions & { readonly from: string }) => withWebhooks(options, async ({ webhooks, actor }) => show([await webhooks.replay(id, positionOf(options.from), actor)], options))),
    [`sinhke webhooks replay ${example} --from 0`],
  )

const removeCommand = (): Command =>
  withExamples(
    withCommonOptions(new Command('remove').description('xóa nơi nhận / remove a receiver'))
      .argument('<mã>', 'mã nơi nhận / its id')
      .action((id: string, options: CommonOptions) => withWebhooks(options, async ({ webhooks }) => {
        await webhooks.remove(id)
        if (options.json) printJson({ removed: id })
        else printLine(options.lang === 'vi' ? `Đã xóa ${id}.` : `Removed ${id}.`)
      })),
    [`sinhke webhooks remove ${example}`],
  )

interface Opened {
  readonly webhooks: Webhooks
  readonly actor: Actor
}

const ofOne = (name: string, description: string, work: (opened: Opened, id: string) => Promise<WebhookView>): Command =>
  withCommonOptions(new Command(name).description(description))
    .argument('<mã>', 'mã nơi nhận / its id')
    .action((id: string, options: CommonOptions) => withWebhooks(options, async (opened) => show([await work(opened, id)], options)))

const withWebhooks = (options: CommonOptions, work: (opened: Opened) => Promise<void>): Promise<void> =>
  withExistingRuntime(options, async (runtime: Runtime) => {
    const { webhooks } = openWebhooks(runtime, loadConfig(process.env).webhookNetworks)
    await work({ webhooks, actor: await getOperator(runtime.vault) })
  })

/** Whoever has the data folder at hand: one actor of this installation. */
const getOperator = async (vault: Vault): Promise<Actor> => {
  const random = (await vault.secret('operator-actor')).subarray(0, 16)
  const actor: Actor = { id: v4({ random: Uint8Array.from(random) }), role: 'operator' }
  if ((await vault.findActor(actor.id)) === undefined) await vault.addActor({ ...actor, name: 'Người vận hành' })
  return actor
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

const filterOf = ({ type: types, tag: tags, unit }: FilterOptions): FeedFilter => {
  const unknown = types?.find((type) => !catalogue.has(type))
  if (unknown !== undefined) throw new OperatorError({ vi: `không có loại sự kiện "${unknown}"; xem docs/events.md.`, en: `there is no type of event "${unknown}"; see docs/events.md.` })
  return { types, tags, unit: unitOf(unit) }
}

const positionOf = (text: string): number | 'now' => (text === 'now' ? text : wholeNumber('--from')(text))

const show = (views: readonly WebhookView[], { json, lang }: CommonOptions): void => (json ? printJson(views) : printLine(webhooksPage(views, lang)))

const showSecret = ({ webhook, secret }: WebhookWithSecret, { json, lang }: CommonOptions): void => {
  if (json) return printJson({ webhook, secret })
  printLine(webhooksPage([webhook], lang))
  printLine(`\n${lang === 'vi' ? 'Khóa ký, chỉ hiện lần này' : 'The secret, shown only now'}: ${secret}`)
}
