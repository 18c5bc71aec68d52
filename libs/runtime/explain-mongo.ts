import { MongoServerError } from 'mongodb'
import { LogUnavailable } from '#event-log'
import { ConfigurationError, isOutOfReach, placeName, type StorePlace } from '#platform'
import { ViewsUnavailable } from '#read-models'
import { DeliverySchemaMissing, DeliveryStoreUnavailable } from '#subscriptions'
import { VaultSchemaMissing, VaultUnavailable } from '#vault'

/** An error of opening as a `ConfigurationError` that says what to do; any other as it is. */
export const explainMongo = (error: unknown, place: StorePlace): unknown => {
  if (isRefusal(error)) return refused(placeName(place))
  if (isUnreached(error)) return outOfReach(placeName(place), reasonOf(error))
  if (error instanceof VaultSchemaMissing || error instanceof DeliverySchemaMissing) return notPrepared(placeName(place))
  return error
}

/** Unauthorized, AuthenticationFailed, and what Atlas says instead. */
const refusalCodes: ReadonlySet<unknown> = new Set([13, 18, 8000])

const isRefusal = (error: unknown): boolean => error instanceof MongoServerError && refusalCodes.has(error.code)

const isUnreached = (error: unknown): boolean =>
  isOutOfReach(error) || [LogUnavailable, VaultUnavailable, ViewsUnavailable, DeliveryStoreUnavailable].some((kind) => error instanceof kind)
  // The look-up of a mongodb+srv:// name.
  || (error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('query'))

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

const refused = (name: string): ConfigurationError => new ConfigurationError({
  vi: `${name} không cho phép người dùng trong MONGODB_URI; cần đúng tên và mật khẩu, và quyền readWrite trên bốn cơ sở dữ liệu …_log, …_views, …_vault, …_subscriptions ("sinhke migrate" cần thêm dbAdmin).`,
  en: `${name} does not permit this to the user in MONGODB_URI; name and password must be right, with the role readWrite on the four databases …_log, …_views, …_vault, …_subscriptions ("sinhke migrate" needs dbAdmin too).`,
})

const outOfReach = (name: string, reason: string): ConfigurationError => new ConfigurationError({
  vi: `không tới được máy chủ chính (primary) của replica set ${name} (${reason}); hãy xem MONGODB_URI và máy chủ MongoDB.`,
  en: `the primary of the replica set ${name} is out of reach (${reason}); see MONGODB_URI and the MongoDB servers.`,
})

const notPrepared = (name: string): ConfigurationError => new ConfigurationError({
  vi: `${name} chưa được chuẩn bị cho phiên bản này: chạy sinhke migrate`,
  en: `${name} is not prepared for this version: run sinhke migrate`,
})
