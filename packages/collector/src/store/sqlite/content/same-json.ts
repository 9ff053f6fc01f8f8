// Whether two values are the same JSON. Two long strings are compared at memory speed, several times cheaper than
// hashing one of them.

/** Deeper than messages go; beyond it values count as different, which costs a hash and nothing else. */
const DEPTH_MAX = 32

type Fields = { readonly [name: string]: unknown }

export function isSameJson(left: unknown, right: unknown, depth = 0): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (depth === DEPTH_MAX || Array.isArray(left) !== Array.isArray(right)) return false
  if (!Array.isArray(left)) return areSameFields(left as Fields, right as Fields, depth + 1)
  const others = right as unknown[]
  if (left.length !== others.length) return false
  for (let index = 0; index < left.length; index += 1) {
    if (!isSameJson(left[index], others[index], depth + 1)) return false
  }
  return true
}

function areSameFields(left: Fields, right: Fields, depth: number): boolean {
  let others = Object.keys(right).length
  for (const name in left) {
    // The one name under which every object has something that is not its own and looks like JSON.
    if (name === '__proto__' || left[name] === undefined || !isSameJson(left[name], right[name], depth)) return false
    others -= 1
  }
  return others === 0
}
