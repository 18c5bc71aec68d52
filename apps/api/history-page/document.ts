import { createHash } from 'node:crypto'
import type { Language } from '#domain'
import { Html, html } from './html.js'

/** For a screen, and for A4: heads repeat on every sheet, and no line is broken between two. */
const style = new Html(`
@page { size: A4; margin: 18mm 15mm 16mm 20mm; @bottom-right { content: counter(page) "/" counter(pages); font-size: 9pt } }
html { font: 11.5pt/1.45 "Times New Roman", Tinos, "Liberation Serif", serif; color: #111; background: #fff }
body { max-width: 178mm; margin: 0 auto; padding: 8mm 4mm }
h1 { font-size: 17pt; line-height: 1.25; margin: 0 0 2mm }
h2 { font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid }
header p { margin: 0 0 1mm }
table { width: 100%; border-collapse: collapse; margin-top: 5mm }
thead { display: table-header-group }
th { text-align: left; border-bottom: 1.5pt solid #111; padding: 1mm 3mm 1mm 0 }
td { vertical-align: top; border-bottom: .5pt solid #999; padding: 1.5mm 3mm 1.5mm 0 }
td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums }
td:nth-child(3) { width: 32%; font-size: 10pt }
tr, dl > div { break-inside: avoid }
p { margin: 0; orphans: 3; widows: 3 }
.note { font-size: 10pt; margin-top: 1mm; padding-left: 3mm; border-left: 1.5pt solid #999 }
.late, .incomplete { font-weight: bold }
dl { margin: 0 }
dt { font-weight: bold; float: left; clear: left; width: 36mm }
dd { margin: 0 0 1.5mm 38mm }
footer { margin-top: 6mm; font-size: 10pt; color: #444 }
@media print { body { max-width: none; padding: 0 } }
`)

/** No script, no image, nothing from elsewhere: only the style above, by its hash. */
const securityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style.text).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export const pageHeaders = (language: Language): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-language': language,
  'content-security-policy': securityPolicy,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})

export const documentOf = ({ title, body, language }: { readonly title: string; readonly body: Html; readonly language: Language }): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`.text
