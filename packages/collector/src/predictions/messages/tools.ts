// The tools a model was given, in any spelling.

import type { Json, ToolDefinition } from '@trimtab/contract'
import { type AnyObject, objectOf, textOf } from '../../otlp/attribute-reader.ts'
import { readJsonText } from './cut-json.ts'

/** Null where there is no list of them. */
export function readTools(value: Json): ToolDefinition[] | null {
  const single = objectOf(value)
  if (single !== null && declarationsOf(single) !== null) return readTools([single])
  if (!Array.isArray(value)) return null
  return value
    .map((tool) => (typeof tool === 'string' ? readText(tool) : objectOf(tool)))
    .filter((tool) => tool !== null)
    .flatMap((tool) => declarationsOf(tool) ?? [tool])
    .map(readTool)
}

/** The AI SDK writes each tool as JSON text; others give no more than the names. */
function readText(text: string): AnyObject | null {
  const name = text.trim()
  return objectOf(readJsonText(text)?.value) ?? (/^[\w.:/-]+$/.test(name) ? { name } : null)
}

/** Gemini puts the functions of a tool into a list inside it. */
function declarationsOf(tool: AnyObject): AnyObject[] | null {
  const list = tool['functionDeclarations'] ?? tool['function_declarations']
  return Array.isArray(list) ? list.map(objectOf).filter((declared) => declared !== null) : null
}

function readTool(wrapped: AnyObject): ToolDefinition {
  const tool = objectOf(wrapped['function']) ?? objectOf(wrapped['custom']) ?? objectOf(wrapped['toolSpec']) ?? wrapped
  const schema = ['parameters', 'input_schema', 'inputSchema', 'parametersJsonSchema', 'parameters_json_schema']
    .map((field) => tool[field])
    .find((given) => given !== undefined && given !== null)
  const inner = objectOf(schema)
  return {
    // A tool that the provider runs itself has only a type.
    name: textOf(tool['name']) ?? textOf(tool['type']) ?? '',
    description: textOf(tool['description']),
    // Bedrock and the AI SDK wrap the schema once more.
    parameters: inner?.['json'] ?? inner?.['jsonSchema'] ?? schema ?? null,
  }
}
