// Whether two values are the same JSON. Two long strings are compared at memory speed, several times cheaper than
// hashing one of them.

/** Deeper than messages go; beyond it values count as different, which costs a hash and nothing else. */
const DEPTH_MAX = 32

export function isSameJson(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (depth === DEPTH_MAX || Array.isArray(left) !== Array.isArray(right)) return false
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => isSameJson(value, right[index], depth + 1))
  }
  return areSameFields(left, right, depth)
}

function areSameFields(left: object, right: object, depth: number): boolean {
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every(
    (name) =>
      Object.hasOwn(right, name) &&
      isSameJson(left[name as keyof typeof left], right[name as keyof typeof right], depth + 1),
  )
}
