// What is known of one call, as attributes. Everything is copied here and now, so that nobody can change it later.
// Whatever mappers and getters throw comes out of here as an exception; the caller decides what that costs.
import { PREDICTION_ATTRIBUTES as KEY } from '@trimtab/contract'
import type { Attributes } from '../telemetry/otlp-json.ts'
import type { ContextFacts, InputFacts, OutputFacts, ParameterFacts } from './facts.ts'
import type { ContentWriter } from './content-writer.ts'
import { describeMessages, describeSystem, describeTools } from './messages.ts'

export function contextAttributes(facts: ContextFacts, writer: ContentWriter): Attributes {
  return {
    [KEY.operation]: facts.operation,
    [KEY.provider]: facts.provider,
    [KEY.modelRequested]: facts.model,
    [KEY.session]: facts.session,
    [KEY.user]: facts.user,
    [KEY.key]: facts.key,
    [KEY.variant]: facts.variant,
    [KEY.promptName]: facts.prompt?.name,
    [KEY.promptVersion]: facts.prompt?.version,
    [KEY.tags]: facts.tags,
    [KEY.consent]: facts.consent,
    [KEY.metadata]: writer.write(facts.metadata),
    ...(facts.parameters && parameterAttributes(facts.parameters)),
  }
}

function parameterAttributes(parameters: ParameterFacts): Attributes {
  return {
    [KEY.temperature]: parameters.temperature,
    [KEY.topP]: parameters.topP,
    [KEY.topK]: parameters.topK,
    [KEY.maxTokens]: parameters.maxTokens,
    [KEY.seed]: parameters.seed,
    [KEY.frequencyPenalty]: parameters.frequencyPenalty,
    [KEY.presencePenalty]: parameters.presencePenalty,
    [KEY.stopSequences]: parameters.stopSequences,
    [KEY.reasoningLevel]: parameters.reasoningLevel,
    [KEY.choiceCount]: parameters.choiceCount,
  }
}

export function inputAttributes(facts: InputFacts, writer: ContentWriter): Attributes {
  return {
    [KEY.systemInstructions]: writer.write(describeSystem(facts.system)),
    [KEY.inputMessages]: writer.write(describeMessages(facts, 'user')),
    [KEY.toolDefinitions]: writer.write(describeTools(facts.tools)),
    [KEY.features]: writer.write(facts.features),
  }
}

export function outputAttributes(facts: OutputFacts, writer: ContentWriter): Attributes {
  return {
    [KEY.modelResponded]: facts.model,
    [KEY.responseId]: facts.responseId,
    [KEY.finishReasons]: facts.finishReason === undefined ? undefined : [facts.finishReason],
    [KEY.inputTokens]: facts.usage?.inputTokens,
    [KEY.outputTokens]: facts.usage?.outputTokens,
    [KEY.cachedInputTokens]: facts.usage?.cachedInputTokens,
    [KEY.reasoningTokens]: facts.usage?.reasoningTokens,
    [KEY.costUsd]: facts.usage?.costUsd,
    [KEY.label]: writer.redact(facts.label),
    [KEY.score]: facts.score,
    [KEY.probabilities]: writer.write(facts.probabilities),
    [KEY.value]: writer.write(facts.value),
    [KEY.outputMessages]: writer.write(describeMessages(facts, 'assistant')),
  }
}
