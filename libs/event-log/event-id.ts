import { v5 } from 'uuid'

/** UUIDv5 of the commandId (a UUID, the namespace) and the event's index in its commit. */
export const eventIdOf = (commandId: string, index: number): string => v5(String(index), commandId)
