// Who a row belongs to, for the split: its user, else its session, else itself. Whoever shares a session is one group:
// the same person before and after logging in.

import type { PredictionFacts } from '@trimtab/contract'

type Origin = Pick<PredictionFacts, 'id' | 'user' | 'session'>

/** A user was in a session. */
export interface Link {
  user: string
  session: string
}

/** The group of a prediction, given who was in which session. */
export function groupsAmong(links: readonly Link[]): (prediction: Origin) => string {
  const parents = new Map<string, string>()
  for (const { user, session } of links) join(parents, `user:${user}`, `session:${session}`)
  return ({ id, user, session }) => {
    if (user !== null) return rootOf(parents, `user:${user}`)
    return session === null ? `prediction:${id}` : rootOf(parents, `session:${session}`)
  }
}

function rootOf(parents: Map<string, string>, name: string): string {
  let root = name
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
    // Every step shortens the way for the next.
    const grandparent = parents.get(parent)
    if (grandparent !== undefined) parents.set(root, grandparent)
    root = parent
  }
  return root
}

/** A group goes by its first user, so that one user alone has the same group whatever sessions there are. */
function join(parents: Map<string, string>, one: string, other: string): void {
  const [first, second] = [rootOf(parents, one), rootOf(parents, other)].toSorted(usersFirst)
  if (first !== undefined && second !== undefined && first !== second) parents.set(second, first)
}

function usersFirst(one: string, other: string): number {
  const isUser = Number(other.startsWith('user:')) - Number(one.startsWith('user:'))
  if (isUser !== 0) return isUser
  return one < other ? -1 : 1
}
