// The items of one trace as a tree of spans, whatever order they came in and whichever of them are missing.

import { fillIn, type Said } from '../said.ts'
import type { TraceItem } from '../trace-item.ts'

export interface Node {
  item: TraceItem
  /** What the span and the log records of it say together. */
  said: Said
  parent: Node | null
  depth: number
  /** Whether any of it arrived just now. */
  isFresh: boolean
}

export interface Tree {
  /** Parents before their children. */
  nodes: Node[]
  /** A loop of parents was cut: what it held together is held no more. */
  hasLoop: boolean
}

export function buildTree(items: TraceItem[], isFresh: (item: TraceItem) => boolean): Tree {
  const spans = new Map<string, TraceItem>()
  const contents = new Map<string, TraceItem[]>()
  for (const item of items) {
    if (item.role !== 'content') {
      if (!spans.has(item.spanId)) spans.set(item.spanId, item)
      continue
    }
    const records = contents.get(item.spanId)
    if (records === undefined) contents.set(item.spanId, [item])
    else records.push(item)
  }
  const nodes = new Map<string, Node>()
  for (const [spanId, item] of spans) {
    const records = contents.get(spanId) ?? []
    const said = records.length === 0 ? item.said : fillIn(item.said, gatherContent(records))
    nodes.set(spanId, { item, said, parent: null, depth: 0, isFresh: isFresh(item) || records.some(isFresh) })
  }
  for (const [spanId, records] of contents) {
    const alone = nodes.has(spanId) ? null : aloneAsCall(records)
    if (alone !== null) nodes.set(spanId, { ...alone, parent: null, depth: 0, isFresh: records.some(isFresh) })
  }
  const hasLoop = linkParents(nodes)
  const byDepth = (left: Node, right: Node): number => left.depth - right.depth || compareItems(left.item, right.item)
  return { nodes: [...nodes.values()].toSorted(byDepth), hasLoop }
}

/** How far up a span looks for what surrounds it. */
const ANCESTORS_MAX = 256

/** From the nearest on. */
export function ancestorsOf(node: Node): Node[] {
  const ancestors: Node[] = []
  for (let above = node.parent; above !== null && ancestors.length < ANCESTORS_MAX; above = above.parent) {
    ancestors.push(above)
  }
  return ancestors
}

/** A total order that does not depend on arrival. */
export function compareItems(left: TraceItem, right: TraceItem): number {
  if (left.startedNs !== right.startedNs) return left.startedNs < right.startedNs ? -1 : 1
  return compareText(left.spanId, right.spanId) || compareText(left.part, right.part)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** True where parents were found to be their own ancestors. */
function linkParents(nodes: ReadonlyMap<string, Node>): boolean {
  let hasLoop = false
  for (const node of nodes.values()) node.parent = nodes.get(node.item.parentSpanId ?? '') ?? null
  const settled = new Set<Node>()
  for (const node of nodes.values()) {
    const path = new Set<Node>()
    let above: Node | null = node
    for (; above !== null && !settled.has(above) && !path.has(above); above = above.parent) path.add(above)
    if (above !== null && path.has(above)) {
      cutLoop(above)
      hasLoop = true
    }
    for (const member of [...path].toReversed()) {
      member.depth = member.parent === null ? 0 : member.parent.depth + 1
      settled.add(member)
    }
  }
  return hasLoop
}

/** No span is its own ancestor; which of them lies is not known, so none of the loop has a parent. */
function cutLoop(member: Node): void {
  for (let node: Node | null = member; node !== null;) {
    const above: Node | null = node.parent
    node.parent = null
    node = above
  }
}

/** An event that holds all of a call; the others hold one message each. */
const WHOLE_EVENT = 'gen_ai.client.inference.operation.details'

/** Messages that came one by one are put in their order; a record of the whole call has precedence over them. */
function gatherContent(records: TraceItem[]): Said {
  const sorted = records.toSorted(compareItems)
  const whole = sorted.filter((record) => record.name === WHOLE_EVENT)
  const pieces = sorted.filter((record) => record.name !== WHOLE_EVENT)
  const gathered = whole.reduce<Said>((said, record) => fillIn(said, record.said), {})
  return fillIn(gathered, {
    ...pieces.reduce<Said>((said, record) => fillIn(said, record.said), {}),
    ...inOrder(pieces),
  })
}

function inOrder(pieces: TraceItem[]): Said {
  const said: Said = {}
  for (const field of ['inputMessages', 'outputMessages'] as const) {
    const messages = pieces.flatMap((piece) => piece.said[field] ?? [])
    if (messages.length > 0) said[field] = messages
  }
  const system = pieces.flatMap((piece) => piece.said.system ?? [])
  if (system.length > 0) said.system = system.join('\n\n')
  return said
}

/** A record that names the model describes a call even where its span was sampled away. */
function aloneAsCall(records: TraceItem[]): Pick<Node, 'item' | 'said'> | null {
  const said = gatherContent(records)
  const first = records.filter((record) => record.name === WHOLE_EVENT).toSorted(compareItems)[0]
  if (first === undefined || (said.modelRequested ?? said.modelResponded) === undefined) return null
  return { item: { ...first, role: 'call', part: '' }, said }
}
