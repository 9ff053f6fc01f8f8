// Everything known of a trace to its predictions: one real model call is one of them, however many spans and log
// records describe it. A function of what is known and not of the order it came in, so that late is as good as early.

import type { PredictionFacts } from '@trimtab/contract'
import { factsOf } from '../facts.ts'
import type { TraceItem } from '../trace-item.ts'
import { gatherFacts, identityOf } from './gather-facts.ts'
import { type Group, groupCalls } from './group-calls.ts'
import { ancestorsOf, buildTree, compareItems, type Node } from './trace-tree.ts'

export interface FoldedPrediction {
  id: string
  spanId: string
  startedNs: bigint
  /** Other span ids that mean this prediction: of the same call, and of wrappers whose last word it is. `*`: the trace. */
  answersTo: string[]
  /** False: nothing that arrived says anything of it, so its facts are as they were. */
  isTouched: boolean
  facts: () => PredictionFacts
}

/** What a feedback on the whole trace is joined to. */
export const WHOLE_TRACE = '*'

/** Of a trace that was folded before, what arrived since then is fresh; by default all of it. */
export function foldTrace(items: TraceItem[], isFresh: (item: TraceItem) => boolean = () => true): FoldedPrediction[] {
  const { nodes, hasLoop } = buildTree(items, isFresh)
  const groups = groupCalls(nodes)
  const members = new Set(groups.flat())
  const isCall = (node: Node): boolean => members.has(node)
  const inside = groupsInside(groups, isCall)
  const lastWords = findLastWords(inside)
  const last = lastOf(groups)
  const touched = findTouched(groups, inside)
  return groups.map((group) => {
    const { item } = identityOf(group)
    const meant = [...group, ...(lastWords.get(group) ?? [])].map((node) => node.item.spanId)
    const others = [...new Set(meant)].filter((spanId) => spanId !== item.spanId).toSorted()
    return {
      id: `${item.traceId}-${item.spanId}`,
      spanId: item.spanId,
      startedNs: item.startedNs,
      answersTo: group === last ? [...others, WHOLE_TRACE] : others,
      isTouched: hasLoop || touched.has(group),
      facts: () => factsOf(item, gatherFacts(group, { isCall, callsInside: (node) => inside.get(node)?.length ?? 0 })),
    }
  })
}

/** A trace of nothing but one call: the same as foldTrace of it, without the tree. */
export function foldAlone(item: TraceItem): { facts: PredictionFacts; startedNs: bigint; answersTo: string[] } {
  return { facts: factsOf(item, item.said), startedNs: item.startedNs, answersTo: [WHOLE_TRACE] }
}

/** By itself, by what surrounds it, or because something that was about it alone is about more now. */
function findTouched(groups: Group[], inside: Map<Node, Group[]>): Set<Group> {
  const reached = new Set(groups.filter((group) => [...group, ...group.flatMap(ancestorsOf)].some(isFreshNode)))
  const touched = new Set(reached)
  for (const calls of inside.values()) {
    const [only, another] = calls.filter((call) => !reached.has(call))
    if (only !== undefined && another === undefined) touched.add(only)
  }
  return touched
}

function isFreshNode({ isFresh }: Node): boolean {
  return isFresh
}

/** What surrounds calls and is none, with the calls inside of it. */
function groupsInside(groups: Group[], isCall: (node: Node) => boolean): Map<Node, Group[]> {
  const inside = new Map<Node, Group[]>()
  for (const group of groups) {
    for (const around of new Set(group.flatMap(ancestorsOf))) {
      if (isCall(around)) continue
      const list = inside.get(around)
      if (list === undefined) inside.set(around, [group])
      else list.push(group)
    }
  }
  return inside
}

/** To each group the wrappers that end with it: what they answered is what it answered. */
function findLastWords(inside: Map<Node, Group[]>): Map<Group, Node[]> {
  const words = new Map<Group, Node[]>()
  for (const [around, groups] of inside) {
    const last = lastOf(groups)
    if (last === undefined) continue
    const list = words.get(last)
    if (list === undefined) words.set(last, [around])
    else list.push(around)
  }
  return words
}

function lastOf(groups: Group[]): Group | undefined {
  return groups.reduce<Group | undefined>(
    (last, group) => (last === undefined || endsAfter(group, last) ? group : last),
    undefined,
  )
}

/** An embedding is never the last word where anything else was said. */
function endsAfter(left: Group, right: Group): boolean {
  const [leftSays, rightSays] = [speaks(left), speaks(right)]
  if (leftSays !== rightSays) return leftSays
  const [leftEnd, rightEnd] = [endOf(left), endOf(right)]
  if (leftEnd !== rightEnd) return leftEnd > rightEnd
  const [leftFirst, rightFirst] = [left, right].map((group) => group.map(({ item }) => item).toSorted(compareItems)[0])
  return leftFirst !== undefined && rightFirst !== undefined && compareItems(leftFirst, rightFirst) > 0
}

function speaks(group: Group): boolean {
  return group.some(({ said }) => said.kind !== 'embedding')
}

function endOf(group: Group): bigint {
  return group.reduce((end, { item }) => (item.endedNs > end ? item.endedNs : end), 0n)
}
