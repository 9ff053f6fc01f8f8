// Which spans of a trace describe the same model call, and which only surround calls.

import { canBeOneCall, isNative, isSilent, isTwin, mayBeSilentTwin } from './same-call.ts'
import { ancestorsOf, type Node } from './trace-tree.ts'

/** The spans that describe one call. */
export type Group = Node[]

/** Expects parents before their children. */
export function groupCalls(nodes: Node[]): Group[] {
  const calls = findCalls(nodes)
  const inside = nearestCallsInside(calls)
  const groups = new Map<Node, Group>(calls.map((call) => [call, [call]]))
  const surrounding = new Set<Node>()

  // Innermost first: what is merged below is one call to whatever is above it.
  for (const outer of calls.toReversed()) {
    const inner = inside.get(outer) ?? []
    const same = sameCallInside(outer, inner)
    if (same !== null) merge(groups, outer, same)
    // Several calls inside one that is not ours: an outer span that sums up, whatever it calls itself.
    else if (!isNative(outer) && inner.length > 1) surrounding.add(outer)
  }
  mergeTwins(calls, groups)
  const told = calls.filter((call) => !surrounding.has(call))
  mergeSilentTwins(told, groups)
  return [...new Set(told.map((call) => groups.get(call) ?? [call]))]
}

/** Spans that are a call by themselves, and wrappers that say what was called and what came of it where nothing inside does. */
function findCalls(nodes: Node[]): Node[] {
  const surrounds = new Set<Node>()
  const calls: Node[] = []
  for (const node of nodes.toReversed()) {
    const isCall =
      node.item.role === 'call' || (node.item.role === 'wrapper' && !surrounds.has(node) && tellsOfCall(node))
    if (!isCall) continue
    calls.push(node)
    for (const above of ancestorsOf(node)) {
      if (surrounds.has(above)) break
      surrounds.add(above)
    }
  }
  return calls.toReversed()
}

/** A stream that was left before its end has no outcome, and an agent that failed before it asked has neither. */
function tellsOfCall({ said, item }: Node): boolean {
  const namesModel = (said.modelRequested ?? said.modelResponded) !== undefined
  const hasOutcome = (said.outputMessages ?? said.inputTokens ?? said.outputTokens ?? said.responseId) !== undefined
  return namesModel && (hasOutcome || (said.inputMessages !== undefined && item.status !== 'error'))
}

function nearestCallsInside(calls: Node[]): Map<Node, Node[]> {
  const known = new Set(calls)
  const inside = new Map<Node, Node[]>()
  for (const call of calls) {
    const around = ancestorsOf(call).find((above) => known.has(above) || above.item.role === 'step')
    // What a tool asks of a model in the middle of a call is not that call.
    if (around === undefined || !known.has(around)) continue
    const list = inside.get(around)
    if (list === undefined) inside.set(around, [call])
    else list.push(call)
  }
  return inside
}

function sameCallInside(outer: Node, inner: Node[]): Node | null {
  const sameId = inner.filter(
    (call) => outer.said.responseId !== undefined && call.said.responseId === outer.said.responseId,
  )
  const candidates = sameId.length > 0 ? sameId : inner.filter((call) => canBeOneCall(outer, call))
  const [only, another] = candidates
  if (only === undefined || another !== undefined || !canBeOneCall(outer, only)) return null
  // One of several, told by nothing but being possible: a coin toss.
  return sameId.length > 0 || inner.length === 1 || isNative(outer) ? only : null
}

function mergeTwins(calls: Node[], groups: Map<Node, Group>): void {
  const byResponse = Map.groupBy(
    calls.filter((call) => call.said.responseId !== undefined),
    (call) => call.said.responseId,
  )
  for (const alike of byResponse.values()) {
    const [first, ...others] = alike
    if (first === undefined) continue
    for (const other of others) {
      const isApart = groups.get(first) !== groups.get(other)
      if (isApart && isTwin(first, other)) merge(groups, first, other)
    }
  }
}

/** More are not compared each with each. */
const PAIRS_MAX = 65_536

/** Only where each can mean nobody but the other. */
function mergeSilentTwins(calls: Node[], groups: Map<Node, Group>): void {
  const alone = calls.filter((call) => groups.get(call)?.length === 1)
  const { silent = [], telling = [] } = Object.groupBy(alone, (call) => (isSilent(call) ? 'silent' : 'telling'))
  if (silent.length * telling.length > PAIRS_MAX) return
  const pairs = silent.flatMap((quiet) =>
    telling.filter((other) => mayBeSilentTwin(quiet, other)).map((other) => ({ quiet, other })),
  )
  const times = new Map<Node, number>()
  for (const node of pairs.flatMap(({ quiet, other }) => [quiet, other])) times.set(node, (times.get(node) ?? 0) + 1)
  for (const { quiet, other } of pairs) {
    const isBelow = ancestorsOf(quiet).includes(other) || ancestorsOf(other).includes(quiet)
    if (!isBelow && times.get(quiet) === 1 && times.get(other) === 1) merge(groups, quiet, other)
  }
}

/** The smaller joins the larger, so that a call in a call in a call, thousands deep, costs each of them little. */
function merge(groups: Map<Node, Group>, one: Node, other: Node): void {
  const both = [groups.get(one) ?? [one], groups.get(other) ?? [other]]
  const [larger, smaller] = both.toSorted((left, right) => right.length - left.length) as [Group, Group]
  for (const member of smaller) {
    larger.push(member)
    groups.set(member, larger)
  }
}
