// Legacy completions: a text in, the text that follows it out.
import type { OutputFacts } from '../../calls/facts.ts'
import type { ChunkReader } from '../../calls/outcome.ts'
import { readFinishReason } from '../finish-reason.ts'
import type { ModelOperation } from '../model-operation.ts'
import { Numbered, openAllowance, ReceivedText } from '../received-text.ts'
import { fieldsOf, listOf, textOf } from '../wire-value.ts'
import { readParameters, readSubject } from './request.ts'
import { readTexts } from './texts.ts'
import { readUsage } from './usage.ts'

export const completions: ModelOperation = {
  task: 'completions',
  kind: 'generation',
  readContext: (request) => ({
    operation: 'text_completion',
    ...readSubject(request),
    parameters: readParameters(request),
  }),
  readInput: (request) => readTexts(request['prompt']),
  outcome: { readWhole, openStream: () => new CompletionChunks() },
}

interface WireAnswer {
  id?: unknown
  model?: unknown
  choices?: unknown
  usage?: unknown
}

interface WireChoice {
  index?: unknown
  text?: unknown
  finish_reason?: unknown
}

function readWhole(result: unknown): OutputFacts {
  const { id, model, choices, usage } = fieldsOf<WireAnswer>(result)
  const read = listOf<WireChoice>(choices)
  return {
    messages: read.map(({ text }) => ({ role: 'assistant', content: textOf(text) })),
    finishReason: readFinishReason(read[0]?.finish_reason),
    model: textOf(model),
    responseId: textOf(id),
    usage: readUsage(usage),
  }
}

interface TextOnTheWay {
  readonly text: ReceivedText
  finishReason?: unknown
}

class CompletionChunks implements ChunkReader {
  readonly #allowance = openAllowance()
  readonly #choices = new Numbered<TextOnTheWay>(this.#allowance, () => ({ text: new ReceivedText(this.#allowance) }))
  #answer: WireAnswer = {}

  add(chunk: unknown): boolean {
    const { id, model, choices, usage } = fieldsOf<WireAnswer>(chunk)
    const last = this.#answer
    this.#answer = { id: last.id ?? id, model: last.model ?? model, usage: usage ?? last.usage }
    let speaks = false
    for (const { index, text, finish_reason: finishReason } of listOf<WireChoice>(choices)) {
      const choice = this.#choices.at(index)
      if (!choice) continue
      choice.finishReason = finishReason ?? choice.finishReason
      if (choice.text.add(text)) speaks = true
    }
    return speaks
  }

  read(): OutputFacts {
    const choices = this.#choices.list()
    const { id, model, usage } = this.#answer
    return {
      messages: choices.map(({ text }) => ({ role: 'assistant', content: text.read() })),
      finishReason: readFinishReason(choices[0]?.finishReason),
      model: textOf(model),
      responseId: textOf(id),
      usage: readUsage(usage),
      isCut: this.#allowance.isCut,
    }
  }
}
