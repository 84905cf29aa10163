/** Freezes plain objects, lists and maps all the way down, in place, and returns the value. */
export function freeze<T>(value: T): T {
  if (value instanceof Map) {
    for (const item of value.values()) freeze(item)
    // Object.freeze does not reach what a map holds.
    const refused = { value: refuse }
    return Object.freeze(Object.defineProperties(value, { set: refused, delete: refused, clear: refused }))
  }
  const isPlain =
    Array.isArray(value) || (value !== null && Object.getPrototypeOf(value) === Object.prototype)
  if (typeof value !== 'object' || !isPlain) return value
  for (const item of Object.values(value as object)) freeze(item)
  return Object.freeze(value)
}

function refuse(): never {
  throw new TypeError('The configuration is read-only.')
}
