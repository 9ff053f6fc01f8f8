import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyValue } from '../otlp/otlp.ts'
import { itemOf, makeSpan } from './fixtures/recorded.ts'

const KEYS = [
  'openinference.span.kind',
  'llm.model_name',
  'llm.input_messages.0.message.role',
  'llm.input_messages.0.message.content',
  'llm.input_messages.7.message.contents.0.message_content.type',
  'llm.input_messages.7.message.contents.0.message_content.image.image.url',
  'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments',
  'llm.input_messages.999999999.message.content',
  'llm.input_messages.__proto__.message.content',
  'llm.tools.0.tool.json_schema',
  'llm.invocation_parameters',
  'embedding.embeddings.0.embedding.vector',
  'embedding.embeddings.0.embedding.text',
  'input.value',
  'output.value',
  'metadata',
  'tag.tags',
  'langfuse.observation.type',
  'langfuse.observation.input',
  'langfuse.observation.output',
  'langfuse.observation.usage_details',
  'langfuse.observation.cost_details',
  'langfuse.observation.metadata.__proto__',
  'langfuse.trace.tags',
  'langsmith.span.kind',
  'langsmith.metadata.usage_metadata',
  'langsmith.metadata.__proto__',
  'gen_ai.prompt',
  'gen_ai.completion',
  'mlflow.spanType',
  'mlflow.spanInputs',
  'mlflow.spanOutputs',
  'mlflow.linkedPrompts',
  '__proto__',
]

const anyValue = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<AnyValue>,
  fc.json(),
  fc.tuple(fc.json(), fc.nat({ max: 40 })).map(([text, length]) => text.slice(0, length)),
  fc.constantFrom<AnyValue>('LLM', 'generation', 'llm', '"CHAT_MODEL"', 'EMBEDDING', '__REDACTED__', '\ud800', '\0'),
)

describe('whatever stands under the words of OpenInference, Langfuse, LangSmith and MLflow', () => {
  it('is read without harm, and what is said of it is plain JSON without empty texts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...KEYS), anyValue), { maxLength: 12 }), (attributes) => {
        const { said } = itemOf(makeSpan({}, { attributes: new Map(attributes) }))
        expect(JSON.parse(JSON.stringify(said))).toBeTypeOf('object')
        for (const value of Object.values(said)) expect(value).not.toBe('')
        expect(Object.getPrototypeOf(said.metadata ?? {})).toBe(Object.prototype)
      }),
    )
  })

  it('is read soon, however much of it there is', () => {
    const attributes = new Map<string, AnyValue>([['openinference.span.kind', 'LLM']])
    for (let index = 0; index < 20_000; index += 1) {
      attributes.set(`llm.input_messages.${index}.message.role`, 'user')
      attributes.set(`llm.input_messages.${index}.message.content`, 'Hello')
    }
    const startedMs = performance.now()
    expect(itemOf(makeSpan({}, { attributes })).said.inputMessages?.length).toBeLessThanOrEqual(10_001)
    expect(performance.now() - startedMs).toBeLessThan(3000)
  })
})
