// Who sends: a few tasks of a shop and a bank, each with its models, prompts and releases, as they change over a month.
import type { PredictionFacts, PredictionKind, ToolDefinition } from '@trimtab/contract'
import type { Draw } from './draw.ts'
import type { Language } from './language.ts'

export interface Task {
  name: string
  kind: PredictionKind
  service: string
  prompt: string | null
  /** By version: the first is the oldest. */
  systems: string[]
  tools: ToolDefinition[] | null
}

export interface Deployment {
  chats: Task[]
  singles: Task[]
  tables: Task[]
}

/** One prediction of ten thousand is by it. */
export const RARE_MODEL = 'gpt-4o-audit'
/** About one of ten is. */
export const TENTH_MODEL = 'gpt-4o'
export const COMMON_MODEL = 'gpt-4o-mini'
/** One of twenty has it. */
export const TAG = 'vip'
const PROMPT_VERSIONS = 5
const RELEASES = 4

export function makeDeployment(language: Language, draw: Draw): Deployment {
  const task = (name: string, kind: PredictionKind, service: string, said: Partial<Task> = {}): Task => ({
    name,
    kind,
    service,
    prompt: null,
    systems: [],
    tools: null,
    ...said,
  })
  const systems = (characters: number): string[] =>
    Array.from({ length: PROMPT_VERSIONS }, () => `You answer for a shop. ${language.write(draw, characters)}`)
  return {
    chats: [
      task('support.reply', 'generation', 'support-bot', { prompt: 'reply', systems: systems(2500) }),
      task('shop.assistant', 'generation', 'shop', { prompt: 'assist', systems: systems(2000), tools: makeTools() }),
      task('docs.answer', 'generation', 'docs', { prompt: 'answer', systems: systems(3000) }),
    ],
    singles: [
      task('ticket.title', 'generation', 'support-bot', { prompt: 'title', systems: systems(600) }),
      task('review.summary', 'generation', 'shop'),
    ],
    tables: [task('credit.risk', 'classification', 'bank'), task('basket.value', 'regression', 'shop')],
  }
}

function makeTools(): ToolDefinition[] {
  return ['get_order_status', 'find_product', 'open_return'].map((name) => ({
    name,
    description: `Call it when the customer asks for what ${name.replaceAll('_', ' ')} knows, and never to make it up.`,
    parameters: {
      type: 'object',
      properties: { order_id: { type: 'string', description: 'As it stands on the receipt.' } },
      required: ['order_id'],
    },
  }))
}

export interface Circumstances {
  task: Task
  /** From 0 to 1: how much of the month is over. */
  elapsed: number
  /** Of all predictions. */
  number: number
  model: string
}

/** Drawn once for a conversation: it goes on with what it began with. */
export function pickModel(draw: Draw): string {
  return draw.weigh([
    [COMMON_MODEL, 0.6],
    ['claude-haiku-4-5', 0.275],
    [TENTH_MODEL, 0.125],
  ])
}

/** What a model calls itself in its answers: it is filtered by that. */
export function respondedOf(model: string): string {
  return `${model}-2026-08-01`
}

type Origin = Pick<
  PredictionFacts,
  'task' | 'kind' | 'convention' | 'service' | 'environment' | 'release' | 'provider' | 'model' | 'prompt' | 'variant'
>

export function originOf({ task, elapsed, number, model }: Circumstances, draw: Draw): Origin {
  const isGeneration = task.kind === 'generation'
  const used = isGeneration ? (number % 10_000 === 4999 ? RARE_MODEL : model) : `${task.name}-gbm`
  return {
    task: task.name,
    kind: task.kind,
    convention: 'trimtab',
    service: task.service,
    environment: draw.weigh([
      ['production', 0.9],
      ['staging', 0.1],
    ]),
    release: `1.${Math.floor(elapsed * RELEASES)}.0`,
    provider: isGeneration ? (used.startsWith('claude') ? 'anthropic' : 'openai') : null,
    model: { requested: used, responded: isGeneration ? respondedOf(used) : null },
    prompt: { name: task.prompt, version: task.prompt === null ? null : String(promptVersionAt(elapsed) + 1) },
    variant: task.prompt === null ? null : draw.pick(['A', 'B']),
  }
}

export function systemOf({ systems }: Task, elapsed: number): string | null {
  return systems[promptVersionAt(elapsed)] ?? null
}

function promptVersionAt(elapsed: number): number {
  return Math.min(Math.floor(elapsed * PROMPT_VERSIONS), PROMPT_VERSIONS - 1)
}
