import type { Language } from '#domain'
import type { Problem } from '../problem.js'
import { documentOf } from './document.js'
import { html } from './html.js'

/** What went wrong, as a page: the same words as in the problem details. */
export const problemPage = ({ title, detail, errors = [], status, code }: Problem, language: Language): string => {
  const fields = errors.map(({ field, label, message }) => html`<li>${label?.[language] ?? field}: ${message[language]}</li>\n`)
  const body = html`<main>
<h1>${title[language]}</h1>
${detail === undefined ? undefined : html`<p>${detail[language]}</p>\n`}${fields.length === 0 ? undefined : html`<ul>${fields}</ul>\n`}<p>${status} ${code}</p>
</main>`
  return documentOf({ title: title[language], body, language })
}
