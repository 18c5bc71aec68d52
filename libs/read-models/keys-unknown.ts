import type { Position, RecordedEvent } from '#event-log'
import type { ReadModel } from './read-model.js'

/** `keysOf` threw: whose documents the event belongs to is unknown, so the read model can't go on. */
export class KeysUnknown extends Error {
  override readonly name = 'KeysUnknown'
  constructor(readonly position: Position, cause: unknown) {
    super(`keysOf threw at event ${position}: ${String(cause)}`, { cause })
  }

  static orKeys(model: ReadModel, event: RecordedEvent): readonly string[] | KeysUnknown {
    try {
      return model.keysOf(event)
    } catch (error) {
      return new KeysUnknown(event.position, error)
    }
  }
}
