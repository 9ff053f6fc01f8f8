// What is known of one call, as attributes. Everything is copied here and now, so that nobody can change it later.
// Whatever mappers throw and JSON refuses comes out of here as an exception; the caller decides what that costs.
import { PREDICTION_ATTRIBUTES as KEY } from '@trimtab/contract'
import type { Attributes } from '../telemetry/otlp-json.ts'
import type { ContextFacts, InputFacts, OutputFacts, ParameterFacts } from './facts.ts'
import { encodeInputMessages, encodeOutputMessages, encodeSystem, encodeTools } from './messages.ts'

export function contextAttributes(facts: ContextFacts): Attributes {
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
    [KEY.metadata]: encodeJson(facts.metadata),
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

export function inputAttributes(facts: InputFacts): Attributes {
  return {
    [KEY.systemInstructions]: encodeSystem(facts.system),
    [KEY.inputMessages]: encodeInputMessages(facts),
    [KEY.toolDefinitions]: encodeTools(facts.tools),
    [KEY.features]: encodeJson(facts.features),
  }
}

export function outputAttributes(facts: OutputFacts): Attributes {
  return {
    [KEY.modelResponded]: facts.model,
    [KEY.responseId]: facts.responseId,
    [KEY.finishReasons]: facts.finishReason === undefined ? undefined : [facts.finishReason],
    [KEY.inputTokens]: facts.usage?.inputTokens,
    [KEY.outputTokens]: facts.usage?.outputTokens,
    [KEY.cachedInputTokens]: facts.usage?.cachedInputTokens,
    [KEY.reasoningTokens]: facts.usage?.reasoningTokens,
    [KEY.costUsd]: facts.usage?.costUsd,
    [KEY.truncated]: facts.isCut === true ? true : undefined,
    [KEY.label]: facts.label,
    [KEY.score]: facts.score,
    [KEY.probabilities]: encodeJson(facts.probabilities),
    [KEY.value]: encodeJson(facts.value),
    [KEY.outputMessages]: encodeOutputMessages(facts),
  }
}

function encodeJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}
