// Goes through all tasks for what retention says of each, once a round, in as many steps as it takes. Every step begins
// where the last one ended, so however short one is, a round comes to its end.

import type { RetentionRule } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { fromText } from '../stored-text.ts'
import {
  type Bound,
  type FindOld,
  laterOf,
  type OldRow,
  prepareFindBeyond,
  prepareFindOld,
  startedBefore,
} from './find-old.ts'

const TASKS_AT_ONCE = 500
/** A round that takes longer looks at the tasks again before it ends: making the database small may take hours. */
const ROUND_MS = 10 * 60_000
const DAY_MS = 86_400_000
const NS_PER_MS = 1_000_000n

/** Does it to those that may go, some in any case and then as far as there is time; false where there was none left. */
export type Act = (
  found: readonly OldRow[],
  pass: (row: OldRow) => void,
  doTo: (rowIds: number[]) => void,
) => Promise<boolean>

interface HuntStep {
  rules: readonly RetentionRule[]
  nowMs: number
  isOver: () => boolean
  act: Act
  doRemove: (rowIds: number[]) => void
  doStrip: (rowIds: number[]) => void
}

export interface Hunting {
  /** False: there was no time for all tasks. */
  tasks: (step: HuntStep) => Promise<boolean>
  endRound: () => void
}

/** Of one task: where it has come. */
interface Hunts {
  gone: FindOld
  stripped: FindOld
}

interface Round {
  /** By which it goes; with others it begins anew. */
  rules: string
  beganMs: number
  /** The last task that is done with; null: all are. */
  after: number | null
  /** Up to where there are too many of the next task, once that was found. */
  beyond: { bound: Bound | null } | null
}

export function createHunting(client: Database.Database): Hunting {
  const select = client.prepare<[number], { id: number; name: string }>(
    `SELECT id, name FROM task WHERE id > ? ORDER BY id LIMIT ${TASKS_AT_ONCE}`,
  )
  const findOld = prepareFindOld(client)
  const findBeyond = prepareFindBeyond(client)
  const hunts = new Map<number, Hunts>()
  let round: Round | null = null

  function huntsOf(task: number): Hunts {
    const known = hunts.get(task) ?? { gone: findOld(task), stripped: findOld(task) }
    hunts.set(task, known)
    return known
  }

  function roundOf({ rules, nowMs }: HuntStep): Round {
    const anew: Round = { rules: JSON.stringify(rules), beganMs: nowMs, after: 0, beyond: null }
    if (round === null || round.rules !== anew.rules) return anew
    return round.after === null && Math.abs(nowMs - round.beganMs) > ROUND_MS ? anew : round
  }

  async function hunt(find: FindOld, upTo: Bound | null, { nowMs, isOver, act, ...step }: TaskStep): Promise<boolean> {
    if (upTo === null) return true
    for (;;) {
      const found = find.next(nowMs, upTo)
      const last = found.at(-1)
      if (last === undefined) return true
      if (!(await act(found.filter(step.needs), find.pass, step.doTo))) return false
      find.pass(last)
      if (isOver()) return false
    }
  }

  async function huntTask(id: number, rule: RetentionRule, going: Round, step: HuntStep): Promise<boolean> {
    const { gone, stripped } = huntsOf(id)
    // All that are to be kept are counted for it, which with very many takes longer than a step.
    going.beyond ??= { bound: rule.predictionsMax === null ? null : findBeyond(id, rule.predictionsMax) }
    const oldest = laterOf(boundOf(rule.days, step.nowMs), going.beyond.bound)
    if (!(await hunt(gone, oldest, { ...step, needs: () => true, doTo: step.doRemove }))) return false
    const needs = (row: OldRow) => !row.isStripped
    return hunt(stripped, boundOf(rule.contentDays, step.nowMs), { ...step, needs, doTo: step.doStrip })
  }

  return {
    tasks: async (step) => {
      const going = roundOf(step)
      round = going
      while (going.after !== null) {
        const tasks = select.all(going.after)
        for (const { id, name } of tasks) {
          const rule = ruleOf(fromText(name), step.rules)
          if (rule !== undefined && !(await huntTask(id, rule, going, step))) return false
          going.after = id
          going.beyond = null
          if (step.isOver()) return false
        }
        if (tasks.length === 0) going.after = null
      }
      return true
    },

    endRound: () => {
      round = null
    },
  }
}

interface TaskStep extends HuntStep {
  needs: (row: OldRow) => boolean
  doTo: (rowIds: number[]) => void
}

/** The rule of a task, or else the one for all that have none of their own. */
export function ruleOf(task: string | null, rules: readonly RetentionRule[]): RetentionRule | undefined {
  return rules.find((rule) => rule.task === task) ?? rules.find((rule) => rule.task === null)
}

function boundOf(days: number | null, nowMs: number): Bound | null {
  return days === null ? null : startedBefore(BigInt(Math.round(nowMs - days * DAY_MS)) * NS_PER_MS)
}
