import type { EventLog, Position, RecordedEvent } from '#event-log'
import { ProjectionEngine } from '../engine.js'
import type { FactsDocument } from '../facts/facts.js'
import { householdHistoryModel } from '../household-history/household-history.js'
import type { ViewStore } from '../view-store.js'

/** The engine, as it runs, from nothing to the head, over stores that it closes; events a second. */
export const catchUpBySecond = async (log: EventLog, store: ViewStore): Promise<number> => {
  try {
    const head = await log.head()
    const started = performance.now()
    await new ProjectionEngine({ log, store, models: [householdHistoryModel] }).catchUp()
    return perSecond(head, started)
  } finally {
    await store.close()
    await log.close()
  }
}

/** The same fold in memory, by a plain loop. */
export class PlainFold {
  readonly documents = new Map<string, FactsDocument>()
  position: Position = 0

  take(json: string): void {
    const event = JSON.parse(json) as RecordedEvent
    for (const key of householdHistoryModel.keysOf(event)) this.documents.set(key, householdHistoryModel.fold(this.documents.get(key), event, key))
    this.position = event.position
  }
}

export const perSecond = (events: number, startedMs: number): number => Math.round((events * 1_000) / (performance.now() - startedMs))
