import { CommandRunner } from '#commands'
import { HouseholdDirectory } from '#directory'
import type { MovableLog } from '#event-log'
import { Tokens } from '#identity'
import { ConfigurationError, placeName, type KafkaSettings, type StorePlace } from '#platform'
import { DocumentReader, matchViewsToLog, ProjectionEngine, readModels, type ModelStatus, type ViewStore } from '#read-models'
import { publishedTopicOf, relayStatusOf, type DeliveryStore, type RelayStatus } from '#subscriptions'
import type { VaultWithNames } from '#vault'
import { Following } from './following.js'
import { storeKindOf, type Stores } from './stores.js'
import { UnitNames } from './unit-names.js'

/** Where the stores are, and the broker that the log is published to, if any. */
export interface RuntimePlace extends StorePlace {
  readonly kafka?: KafkaSettings | undefined
}

/** Everything that is open while the program runs: one per process. */
export class Runtime {
  readonly log: MovableLog
  readonly vault: VaultWithNames
  readonly views: ViewStore
  readonly deliveries: DeliveryStore
  readonly runner: CommandRunner
  readonly engine: ProjectionEngine
  readonly reader: DocumentReader
  readonly directory: HouseholdDirectory
  readonly unitNames: UnitNames
  readonly following: Following

  private constructor(
    readonly place: RuntimePlace,
    private readonly stores: Stores,
    readonly tokens: Tokens,
  ) {
    const { log, vault, views, deliveries } = stores
    this.following = new Following(place)
    this.log = log
    this.vault = vault
    this.views = views
    this.deliveries = deliveries
    this.runner = new CommandRunner({ log, vault })
    this.engine = new ProjectionEngine({ log, store: views, models: readModels })
    this.reader = new DocumentReader({ log, store: views })
    this.directory = new HouseholdDirectory(log, vault, vault.names)
    this.unitNames = new UnitNames(log)
  }

  /** Opens log, views and vault where they are kept; throws `ConfigurationError` where that can't be worked with. */
  static async open(place: RuntimePlace): Promise<Runtime> {
    const stores = await storeKindOf(place).open(place)
    try {
      await refuseOtherVault(stores, placeName(place))
      await matchViewsToLog(stores.views, stores.log)
      return new Runtime(place, stores, await Tokens.open(stores.vault))
    } catch (error) {
      await stores.close()
      throw error
    }
  }

  /** Whether anything was ever begun there. */
  static exists(place: StorePlace): Promise<boolean> {
    return storeKindOf(place).exists(place)
  }

  /** Makes what stores need there (collections, indexes) and names what was missing. */
  static migrate(place: StorePlace): Promise<string[]> {
    return storeKindOf(place).migrate(place)
  }

  /** Keeps read models, directory and the topic in step with the log until closed, on a thread of their own: what a server that does everything does. */
  startFollowing(): void {
    this.following.start()
  }

  /** Where the read models are, whoever projects them, and what hinders the following thread. */
  async status(): Promise<{ readonly readModels: readonly ModelStatus[]; readonly failure?: string | undefined }> {
    const { troubles, failure } = this.following
    const statuses = await this.engine.status()
    return { readModels: troubles.length === 0 ? statuses : statuses.map((status) => ({ ...status, ...troubles.find(({ model }) => model === status.model) })), failure }
  }

  get kafka(): KafkaSettings | undefined {
    return this.place.kafka
  }

  /** How the relay is, whichever process runs it; undefined where no Kafka is configured. */
  async relayStatus(): Promise<RelayStatus | undefined> {
    return this.kafka && relayStatusOf({ log: this.log, deliveries: this.deliveries, topic: publishedTopicOf(this.kafka).name })
  }

  /** What whoever starts a server over a log that has moved is told: here it can only be read. */
  async movedNotice(): Promise<string | undefined> {
    const successor = await this.log.successor()
    return successor && `sổ ở đây đã đóng và chỉ còn đọc được; sổ đang dùng ở ${successor} / the log here is closed and can only be read; the one in use is at ${successor}`
  }

  /** Brings read models and directory to where the log is now. */
  async catchUp(): Promise<void> {
    await this.engine.catchUp()
    await this.directory.catchUp()
  }

  /** Commands that came are settled first. */
  async close(): Promise<void> {
    await this.runner.drained()
    await this.following.stop()
    await this.engine.stop()
    await this.stores.close()
  }
}

/** A vault learns of a log while that is empty, so one that doesn't know a log with events in it lacks the keys of those. */
const refuseOtherVault = async ({ log, vault, mayVaultKnowNoLog }: Stores, place: string): Promise<void> => {
  const [incarnation, known] = await Promise.all([log.incarnation(), vault.logs()])
  if (known.includes(incarnation)) return
  if ((known.length > 0 || !mayVaultKnowNoLog) && (await log.head()) > 0) {
    throw new ConfigurationError({
      vi: `kho khóa (vault.db) trong ${place} không phải của sổ (log.db) ở đó, nên không mở được họ tên trong sổ; hãy khôi phục hai phần từ cùng một bản sao lưu.`,
      en: `the vault (vault.db) in ${place} does not belong to the log (log.db) there, so it can't open the names in it; restore the two from the same backup.`,
    })
  }
  await vault.addLog(incarnation)
}
