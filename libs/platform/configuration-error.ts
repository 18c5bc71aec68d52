/** The same in both languages. */
export interface Words {
  readonly vi: string
  readonly en: string
}

/** What it was given can't be worked with; says in both languages what to do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  constructor(readonly words: Words) {
    super(`${words.vi} / ${words.en}`)
  }
}
