import { getMetadataStorage } from 'class-validator'

type Storage = ReturnType<typeof getMetadataStorage>
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>

/**
 * class-validator sorts out a class's rules anew for every object, which costs more than checking the object. A class is
 * complete when it is loaded, so the rules of each are sorted out once. Call it before anything is checked.
 */
export const sortOutRulesOnce = (): void => {
  const storage = getMetadataStorage()
  const sortOut = storage.getTargetValidationMetadatas.bind(storage)
  const byProperty = storage.groupByPropertyName.bind(storage)
  const rules = new Map<object, Rules>()
  const groups = new WeakMap<Rules, ReturnType<typeof byProperty>>()
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groupNames) => {
    // Rules in groups are not used here: whoever does gets them as ever.
    if (always || strictGroups || groupNames !== undefined) return sortOut(target, schema, always, strictGroups, groupNames)
    const known = rules.get(target) ?? sortOut(target, schema, always, strictGroups)
    rules.set(target, known)
    return known
  }
  storage.groupByPropertyName = (metadatas) => {
    const known = groups.get(metadatas) ?? byProperty(metadatas)
    groups.set(metadatas, known)
    return known
  }
}
