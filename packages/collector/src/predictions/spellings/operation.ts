// What the API was asked to do, and what follows from it: the part of the span in its trace, and the kind of prediction.

import type { PredictionKind } from '@trimtab/contract'
import type { Role } from '../trace-item.ts'

const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries({
    call: 'chat text_completion completion generate_content generate embeddings embedding embed rerank responses response llm vision image_generation generate_image transcription speech generate_text stream_text generate_object stream_object embed_many',
    wrapper:
      'invoke_agent create_agent invoke_workflow agent_step agent agent_run plan chain workflow task model_generation workflow_run workflow_step handoff pipeline step run invoke_swarm',
    step: 'execute_tool tool retrieval search guardrail evaluation mcp_tool_call processor_run create_memory update_memory upsert_memory delete_memory search_memory create_memory_store delete_memory_store',
    span: 'model_chunk',
  }).flatMap(([role, words]) => words.split(' ').map((word): [string, Role] => [word, role as Role])),
)

/** Null for an operation that nobody here knows. */
export function roleOfOperation(operation: string | null): Role | null {
  return operation === null ? null : (ROLES.get(operation.toLowerCase()) ?? null)
}

/** Undefined where nothing is to be told but the usual: a generation. */
export function kindOfOperation(operation: string | null): PredictionKind | undefined {
  if (operation === null) return undefined
  if (/embed/i.test(operation)) return 'embedding'
  if (/rerank/i.test(operation)) return 'ranking'
  return roleOfOperation(operation) === 'call' ? 'generation' : undefined
}
