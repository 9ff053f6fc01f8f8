// What is done to a request while it still has a structure: values of the wrong kind, hostile names, ids and times that
// are none, things twice and things left out.
import type { Random } from './random.ts'
import { anyValue, type Fields } from './requests.ts'

const INDEX_BOMBS = [
  'llm.input_messages.999999999.message.content',
  'llm.output_messages.4294967295.message.role',
  'llm.input_messages.-1.message.content',
  'llm.input_messages.1e9.message.role',
  'llm.input_messages.0.message.contents.888888888.message_content.text',
  'llm.input_messages.0.message.tool_calls.777777777.tool_call.function.name',
  'gen_ai.prompt.4294967295.role',
  'gen_ai.prompt.4294967294.content',
  'gen_ai.completion.18446744073709551615.content',
  'gen_ai.completion.0.tool_calls.999999999.name',
  'llm.request.functions.999999999.name',
  'embedding.embeddings.999999999.embedding.vector',
  'retrieval.documents.999999999.document.content',
]
const HOSTILE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '__proto__.polluted',
  'trimtab.metadata.__proto__',
  'langsmith.metadata.__proto__',
  'ai.telemetry.metadata.constructor',
  'llm.input_messages.0.message.__proto__',
  'gen_ai.prompt.__proto__.role',
  'gen_ai.prompt.variable.__proto__',
  '',
  '\0',
  '\uD800',
  '.',
  'a'.repeat(5000),
]
const KNOWN_KEYS = [
  'trimtab.task',
  'trimtab.tags',
  'trimtab.probabilities',
  'trimtab.features',
  'trimtab.feedback.value',
  'trimtab.feedback.at',
  'trimtab.feedback.prediction',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.tool.definitions',
  'gen_ai.usage.input_tokens',
  'gen_ai.response.id',
  'gen_ai.evaluation.score.value',
  'langfuse.observation.input',
  'input.value',
  'output.value',
  'ai.prompt.messages',
  'ai.response.toolCalls',
  'session.id',
  'user.id',
]
const TEXTS = [
  '',
  '\0',
  'a\0b',
  '\uD800',
  'x\uDC00y',
  '\uFEFF',
  '\u202E',
  'null',
  'NaN',
  '{}',
  '[]',
  '{"__proto__":{"polluted":1}}',
  '[{"role":"__proto__","content":[{"type":"text","text":"\\ud800"}]}]',
  '{"role":"user","content":',
  `${'['.repeat(300)}${']'.repeat(300)}`,
  `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '"'.repeat(200),
  '=HYPERLINK("x")',
  "'; DROP TABLE predictions; --",
  '9'.repeat(400),
  'é'.repeat(3000),
]
const TIMES = [
  '-62135596800000000000',
  '253402300799000000000',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551615',
  '0',
  '1',
  '-1',
  'now',
  1e300,
  -1,
  1.5,
  null,
  '00000000000000000001',
]
const IDS = [
  '',
  '0'.repeat(32),
  '0'.repeat(16),
  'f'.repeat(31),
  'f'.repeat(33),
  'F'.repeat(32),
  'g'.repeat(32),
  'W4777/d5gQPSab==',
  7,
  null,
  {},
]
const NUMBERS = [0, -0, -1, 1e21, 1e308, 5e-324, 2 ** 53, -(2 ** 63), 0.1, 4_294_967_296]
const STRAYS: readonly unknown[] = [null, true, [], {}, [[]], [null], ...NUMBERS, ...TEXTS]
const SNAKE_CASE = /[A-Z]/g

interface Place {
  parent: Fields | unknown[]
  key: string | number
}

/** Changes `request` in one to four places. */
export function mutate(request: Fields, random: Random): void {
  const times = 1 + random.below(4)
  for (let time = 0; time < times; time += 1) {
    const places = placesIn(request)
    if (places.length === 0) return
    changeOne(random.pick(places), random)
  }
}

function changeOne({ parent, key }: Place, random: Random): void {
  const value = read(parent, key)
  const change = random.below(10)
  if (change === 0) write(parent, key, stray(random))
  else if (change === 1) remove(parent, key)
  else if (change === 2 && Array.isArray(parent))
    parent.push(...Array.from({ length: 1 + random.below(5) }, () => value))
  else if (change === 3 && typeof key === 'string') rename(parent, key)
  else if (typeof key === 'string' && key.endsWith('Id')) write(parent, key, structuredClone(random.pick(IDS)))
  else if (typeof key === 'string' && key.endsWith('Nano')) write(parent, key, random.pick(TIMES))
  else if (key === 'attributes' && Array.isArray(value)) addAttributes(value, random)
  else if (key === 'value' || key === 'body') write(parent, key, hostileValue(random))
  else if (key === 'key') write(parent, key, random.pick([...INDEX_BOMBS, ...HOSTILE_KEYS, ...KNOWN_KEYS]))
  else if (typeof value === 'string') write(parent, key, random.pick(TEXTS))
  else if (typeof value === 'number') write(parent, key, random.pick(NUMBERS))
  else if (Array.isArray(value)) value.push(stray(random))
}

function addAttributes(attributes: unknown[], random: Random): void {
  const keys = random.pick([INDEX_BOMBS, HOSTILE_KEYS, KNOWN_KEYS])
  const count = 1 + random.below(4)
  for (let index = 0; index < count; index += 1)
    attributes.push({ key: random.pick(keys), value: hostileValue(random) })
}

/** A copy: what is changed later must not change what the next input is made of. */
function stray(random: Random): unknown {
  return structuredClone(random.pick(STRAYS))
}

function hostileValue(random: Random): Fields {
  if (random.chance(0.2)) return { [random.pick(['intValue', 'doubleValue', 'stringValue'])]: stray(random) }
  if (random.chance(0.1)) return { bytesValue: random.bytes(random.below(40)).toString('base64') }
  if (random.chance(0.1)) return {}
  let value: unknown = stray(random)
  const depth = random.chance(0.05) ? 200 : random.below(4)
  for (let level = 0; level < depth; level += 1) {
    value = random.chance(0.5) ? [value] : Object.fromEntries([[random.pick(HOSTILE_KEYS), value]])
  }
  return value === null ? {} : anyValue(value)
}

function placesIn(root: Fields): Place[] {
  const places: Place[] = []
  const waiting: unknown[] = [root]
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    if (typeof parent !== 'object' || parent === null) continue
    const keys = Array.isArray(parent) ? parent.keys() : Object.keys(parent)
    for (const key of keys) {
      const place = { parent: parent as Fields | unknown[], key }
      places.push(place)
      waiting.push(read(place.parent, key) ?? null)
    }
  }
  return places
}

function read(parent: Fields | unknown[], key: string | number): unknown {
  return Array.isArray(parent) ? parent[key as number] : parent[key]
}

function write(parent: Fields | unknown[], key: string | number, value: unknown): void {
  if (Array.isArray(parent)) parent[key as number] = value
  else parent[key] = value
}

function remove(parent: Fields | unknown[], key: string | number): void {
  if (Array.isArray(parent)) parent.splice(key as number, 1)
  else Reflect.deleteProperty(parent, key)
}

function rename(parent: Fields | unknown[], key: string): void {
  const value = read(parent, key)
  remove(parent, key)
  write(
    parent,
    key.replaceAll(SNAKE_CASE, (letter) => `_${letter.toLowerCase()}`),
    value,
  )
}
