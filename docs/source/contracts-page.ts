import { cloudEventHeaders, eventTopic, eventVersions, payloadSchemaOf, publishedTypeOf, schemaFileOf, schemaIdOf, versionName, type EventVersion, type Examples, type JsonSchema, type PublishedEvent } from '#contracts'
import { getDefinition } from '#domain'

const intro = `# Hợp đồng dữ liệu / Contracts

What leaves the house: every event of the log as a CloudEvents 1.0 event, once, in order, without personal data. The same
event is on every feed: a Kafka topic, \`GET /events\` as pages or as a stream, webhooks. Written by
\`node dist/docs/generate.js\`; a test holds it current.

Mỗi sự kiện trong sổ được công bố một lần, đúng thứ tự, không có dữ liệu cá nhân: qua Kafka, \`GET /events\` (từng trang hoặc
luồng) và webhook.

## Với người đọc / To readers

- **Bỏ qua trường chưa biết.** Trường mới luôn không bắt buộc. *Ignore fields that you don't know; what is added is always optional.*
- **Cấu trúc khác thì phiên bản khác.** Một phiên bản đã phát hành không đổi; sự kiện đã ghi giữ nguyên phiên bản của nó. *Another shape is another version (\`…v2\`); a released one doesn't change, and an event stays in the version in which it was recorded.*
- **Kiểm tra bằng lược đồ.** \`dataschema\` là \`$id\` của tệp trong \`contracts/schemas\` (JSON Schema 2020-12), lược đồ của \`data\`. *\`dataschema\` is the \`$id\` of a file in \`contracts/schemas\`, the schema of \`data\`; validate openly, not by \`additionalProperties: false\`.*
- **Không sót, không trùng.** \`sequence\` là vị trí, tăng từng 1 trong toàn sổ; đã thấy vị trí nào thì bỏ qua vị trí đó. *\`sequence\` is the position, 1, 2, 3 … in the whole log; what you have seen tells a duplicate, a gap in an unfiltered feed a loss.*
- **Sổ được khôi phục.** \`incarnation\` đổi: vị trí được cấp lại, hãy đọc lại từ đầu. *Another \`incarnation\`: a backup was restored and positions are handed out again; begin anew.*
- **Đính chính.** Sự kiện \`event-corrected\` thay hoặc hủy một sự kiện trước; đính chính sau cùng có hiệu lực. *A correction replaces or annuls an earlier event; the last one holds. Its \`replacement\` is a payload of \`correctedType\` in \`correctedVersion\`.*
- **Không có dữ liệu cá nhân.** Tên, số định danh, điện thoại, thôn, lý do… và điểm rà soát không bao giờ có mặt; \`person:…\`, \`household:…\` là mã ngẫu nhiên. *What the log seals or marks internal is left out, not masked.*

## Thuộc tính / Attributes

| CloudEvents | Kafka | |
|---|---|---|
| \`specversion\` | \`ce_specversion\` | \`1.0\` |
| \`id\` | \`ce_id\` | eventId |
| \`source\` | \`ce_source\` | sổ / the log |
| \`type\` | \`ce_type\` | \`vn.sinhke.<event>.v<version>\` |
| \`subject\` | \`ce_subject\`, key | trong cùng một khóa thứ tự được giữ / within it the order is kept |
| \`time\` | \`ce_time\` | recordedAt: lúc ghi vào sổ, UTC / when it entered the log |
| \`datacontenttype\` | \`content-type\` | \`application/json\` |
| \`dataschema\` | \`ce_dataschema\` | lược đồ của / the schema of \`data\` |
| \`sequence\` | \`ce_sequence\` | vị trí, đủ 19 chữ số / position, zero-padded to 19 digits |
| \`incarnation\` | \`ce_incarnation\` | lần khởi tạo của sổ / of the log |
| \`data\` | value | nội dung, xem dưới / see below |

Kafka: topic \`${eventTopic}\`, binary mode, \`read_committed\`. HTTP, SSE and webhooks: structured mode. The whole for tools: [contracts/asyncapi.json](../contracts/asyncapi.json) (AsyncAPI 3), \`/openapi.json\` for \`GET /events\`.
`

/** The page of everything that subscribers may rely on, each version with a real example. */
export const contractsPage = (examples: Examples): string => [intro, wholeExample(examples), envelopeSection, ...typesSection(), ...eventVersions().map((version) => sectionOf(version, examples))].join('\n')

const json = (value: unknown): string => ['```json', JSON.stringify(value, null, 2), '```'].join('\n')

const wholeExample = (examples: Examples): string => {
  const example = examples.get('recovery-received.v1') ?? [...examples.values()][0]
  return example === undefined ? '' : ['### Trọn một sự kiện / A whole event', '', json(example), '', 'Kafka:', '', '```', ...headerLines(example), '```', ''].join('\n')
}

const headerLines = (example: PublishedEvent): string[] => [`key: ${example.subject}`, ...Object.entries(cloudEventHeaders(example)).map(([name, value]) => `${name}: ${value}`)]

const envelopeSection = `## \`data\`

| field | |
|---|---|
| \`occurredOn\` | ngày trên giấy, giờ Việt Nam / the day on the paper |
| \`unit\` | { codeSet, code }: đơn vị hành chính / unit of government |
| \`paper\` | { number, date, issuer, signer?, title?, scanHash? } |
| \`ruleSetId\` | bộ quy tắc / the rule set it was judged by |
| \`entrySource\` | \`paper\`, \`app\`, \`import\`, \`policy\` |
| \`actor\` | { id, role, unit? }: người ghi, không tên / who recorded it, nameless |
| \`tags\` | sự kiện nói về những gì / what it is about |
| \`position\` | vị trí, số nguyên / the position as a number |
| \`commandId\`, \`correlationId\`, \`causationId\` | lệnh, chuỗi việc, nguyên nhân / command, chain, cause |
| \`correctsEventId\` | sự kiện được đính chính / the event that it corrects |
| \`payload\` | theo từng loại, dưới đây / by type, below |
`

const typesSection = (): string[] => [
  '## Các loại sự kiện / Types', '', '| type | | |', '|---|---|---|',
  ...eventVersions().map((version) => {
    const { sentence } = getDefinition(version.type)
    return `| [\`${publishedTypeOf(version)}\`](#${anchorOf(version)}) | ${sentence.vi} | ${sentence.en} |`
  }),
  '',
]

const anchorOf = (version: EventVersion): string => versionName(version).replaceAll('.', '')

const sectionOf = (version: EventVersion, examples: Examples): string => {
  const { sentence } = getDefinition(version.type)
  const example = examples.get(versionName(version))
  const rows = rowsOf(payloadSchemaOf(version), '', true).map(({ path, form, need }) => `| \`${path}\` | ${form} | ${need} |`)
  return [
    `## ${versionName(version)}`, '', `${sentence.vi} ${sentence.en}`, '', `\`${publishedTypeOf(version)}\` · [\`${schemaIdOf(version)}\`](../contracts/schemas/${schemaFileOf(version)})`, '',
    '| payload | | |', '|---|---|---|', ...rows, '', ...(example === undefined ? [] : [json(example.data.payload), '']),
  ].join('\n')
}

interface Row {
  readonly path: string
  readonly form: string
  readonly need: string
}

const optional = 'không bắt buộc / optional'

/** A row a field; the fields of lists and alternatives under their path. */
const rowsOf = (schema: JsonSchema, path: string, isRequired: boolean): Row[] => {
  const own = path === '' ? [] : [{ path, form: formOf(schema), need: isRequired ? '' : optional }]
  const items = schema.items === undefined ? [] : rowsOf(schema.items, `${path}[]`, true).slice(isPlain(schema.items) ? 1 : 0)
  const fields = Object.entries(schema.properties ?? {}).flatMap(([key, field]) => rowsOf(field, path === '' ? key : `${path}.${key}`, schema.required?.includes(key) ?? false))
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ properties }) => properties !== undefined)
  return [...own, ...items, ...fields, ...alternatives.flatMap((each, index) => rowsOf(each, path, true).slice(1).map((row) => ({ ...row, need: [`(${index + 1})`, row.need].filter((part) => part !== '').join(' ') })))]
}

const isPlain = ({ properties, anyOf, oneOf }: JsonSchema): boolean => properties === undefined && anyOf === undefined && oneOf === undefined

const formOf = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.items !== undefined) return isPlain(schema.items) ? `danh sách / list: ${formOf(schema.items)}` : 'danh sách / list'
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (alternatives.some(({ properties }) => properties !== undefined)) return `một trong ${alternatives.length} dạng / one of ${alternatives.length} forms`
  if (alternatives.length > 0) return alternatives.map(formOf).join(' | ')
  return wordOf(schema)
}

const words: Readonly<Record<string, string>> = { integer: 'số nguyên / whole number', boolean: 'có, không / yes or no', object: 'đối tượng / object', string: 'chữ / text', uuid: 'UUID', date: 'ngày / day' }
const wordOf = ({ format, type, description }: JsonSchema): string => (typeof description === 'string' ? description : words[String(format)] ?? words[String(type)] ?? String(type))
