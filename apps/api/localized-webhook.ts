import type { Language } from '#domain'
import { failureWords, stopWords, type WebhookView } from '#subscriptions'

/** A subscription with the reason why it does not get on in the reader's language. Whoever may only look doesn't see what an address ends with: receivers put tokens there. */
export const localizedWebhook = (view: WebhookView, { language, seesAll }: { readonly language: Language; readonly seesAll: boolean }): object => {
  const { retrying, stopped, url } = view
  return {
    ...view,
    url: seesAll ? url : url.replace(/\?.*$/, '?…'),
    ...(retrying === undefined ? {} : { retrying: { ...retrying, failure: { ...retrying.failure, message: failureWords(retrying.failure)[language] } } }),
    ...(stopped === undefined ? {} : { stopped: { ...stopped, message: stopWords[stopped.code][language] } }),
  }
}
