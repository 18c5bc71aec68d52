import type { EventLog } from '#event-log'
import type { ViewStore } from '../view-store.js'

/** Where a test has its logs and views; what it opened is closed and removed at the end. */
export interface ViewsPlace extends AsyncDisposable {
  log(name?: string): Promise<EventLog>
  /** Views by name, empty at first; opened again as another process does. */
  store(name?: string): Promise<ViewStore>
  /** As if the time of every lease were over. */
  endLeases(): Promise<void>
  /** What a process of its own is given to open the same log and views. */
  readonly words: readonly string[]
  /** Whether a process that is frozen in the midst of a save keeps all others from writing until it wakes up. */
  readonly isHeldUpByFrozen: boolean
}
