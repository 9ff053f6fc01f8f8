// What requests of OpenAI's protocol say around their input: the model, whom the call is for, and how to answer.
import type { ContextFacts, ParameterFacts } from '../../calls/facts.ts'
import type { ModelRequest } from '../model-operation.ts'
import { fieldsOf, isObject, nameOf, numberOf } from '../wire-value.ts'

export function readSubject(request: ModelRequest): ContextFacts {
  const { id, version } = fieldsOf<{ id: unknown; version: unknown }>(request['prompt'])
  const conversation = request['conversation']
  return {
    model: nameOf(request['model']),
    user: nameOf(request['user']) ?? nameOf(request['safety_identifier']),
    metadata: isObject(request['metadata']) ? request['metadata'] : undefined,
    session: nameOf(conversation) ?? nameOf(fieldsOf<{ id: unknown }>(conversation).id),
    // A stored prompt of responses; the prompt of a legacy completion is its input.
    prompt: typeof id === 'string' ? { name: id, version: nameOf(version) } : undefined,
  }
}

export function readParameters(request: ModelRequest): ParameterFacts {
  return {
    temperature: numberOf(request['temperature']),
    topP: numberOf(request['top_p']),
    maxTokens:
      numberOf(request['max_completion_tokens']) ??
      numberOf(request['max_output_tokens']) ??
      numberOf(request['max_tokens']),
    seed: numberOf(request['seed']),
    frequencyPenalty: numberOf(request['frequency_penalty']),
    presencePenalty: numberOf(request['presence_penalty']),
    stopSequences: readStops(request['stop']),
    reasoningLevel:
      nameOf(request['reasoning_effort']) ?? nameOf(fieldsOf<{ effort: unknown }>(request['reasoning']).effort),
    choiceCount: numberOf(request['n']),
  }
}

function readStops(stop: unknown): string[] | undefined {
  if (typeof stop === 'string') return [stop]
  return Array.isArray(stop) ? stop.filter((word): word is string => typeof word === 'string') : undefined
}
