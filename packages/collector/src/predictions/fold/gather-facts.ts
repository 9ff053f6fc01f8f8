// One call out of everything that describes and surrounds it: the spans of the call itself, innermost first, then what
// is around them. Nothing is added up: whatever surrounds several calls has sums, and those are not of one call.

import type { Said } from '../said.ts'
import { fillIn } from '../said.ts'
import type { Group } from './group-calls.ts'
import { isNative } from './same-call.ts'
import { ancestorsOf, compareItems, type Node } from './trace-tree.ts'

export interface Surroundings {
  /** Whether a span is a prediction of its own, or part of one. */
  isCall: (node: Node) => boolean
  /** How many calls happened inside of a span. */
  callsInside: (node: Node) => number
}

/** The span whose id, times and status the prediction has. */
export function identityOf(group: Group): Node {
  return group.toSorted(byPrecedence)[0] as Node
}

export function gatherFacts(group: Group, { isCall, callsInside }: Surroundings): Said {
  const members = group.toSorted(byPrecedence)
  let said = members.reduce<Said>((gathered, member) => fillIn(gathered, member.said), {})
  said = { ...said, ...widestUsage(members) }
  if (said.contentCaptured === false && (said.inputMessages ?? said.outputMessages) !== undefined) {
    said.contentCaptured = true
  }
  for (const above of surroundings(members)) {
    said = fillIn(said, isCall(above) ? ownerOf(above.said) : contextOf(above.said))
    const isAboutThis = above.item.role === 'wrapper' && !isCall(above) && callsInside(above) === 1
    if (isAboutThis && said.contentCaptured !== false) said = fillIn(said, contentOf(above.said))
  }
  return said
}

/** Ours first, because the app knows its id; else the innermost, which is nearest to what went over the wire. */
function byPrecedence(left: Node, right: Node): number {
  if (isNative(left) !== isNative(right)) return isNative(left) ? -1 : 1
  return right.depth - left.depth || compareItems(left.item, right.item)
}

const USAGE = ['inputTokens', 'outputTokens', 'cachedInputTokens', 'reasoningTokens'] as const

/** Some count cached tokens into the input and some beside it; the count that includes them is the larger. */
function widestUsage(members: Node[]): Said {
  const usage: Said = {}
  for (const field of USAGE) {
    const counts = members.map(({ said }) => said[field]).filter((count) => count !== undefined)
    if (counts.length > 0) usage[field] = Math.max(...counts)
  }
  return usage
}

/** From the nearest to the farthest. */
function surroundings(members: Node[]): Node[] {
  const own = new Set(members)
  const around = new Set(members.flatMap(ancestorsOf).filter((above) => !own.has(above)))
  return [...around].toSorted((left, right) => right.depth - left.depth)
}

/** What holds even for another call inside of a call. */
function ownerOf({ session, user }: Said): Said {
  return withoutUnsaid({ session, user })
}

/** What holds for everything that happens inside of it. */
function contextOf(said: Said): Said {
  const { session, user, tags, metadata, promptName, promptVersion, variant, functionName, consent } = said
  return withoutUnsaid({ session, user, tags, metadata, promptName, promptVersion, variant, functionName, consent })
}

/** What holds for the one call inside of it, where that does not say it itself. */
function contentOf(said: Said): Said {
  const {
    session: _session,
    user: _user,
    kind: _kind,
    error: _error,
    operation: _operation,
    task: _task,
    ...rest
  } = said
  return rest
}

function withoutUnsaid(fields: { [field in keyof Said]: Said[field] | undefined }): Said {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Said
}
