// What LangChain and LangGraph put among the metadata of an app themselves, whoever carries it on: who serves the model,
// which was asked for, and their own book-keeping, which is nobody's metadata.

import type { Json } from '@trimtab/contract'
import { textOf } from '../../otlp/attribute-reader.ts'
import type { Said } from '../said.ts'
import { say } from '../say.ts'
import { readProvider } from './provider-name.ts'

type Metadata = { [name: string]: Json }

const OWN =
  /^(?:ls_|langgraph_|__pregel|(?:versions|lc_versions|is_langchain_root|checkpoint_ns|langgraph|revision_id)$)/

export function readLangchainMetadata(metadata: Metadata): Said {
  return say({
    provider: readProvider(textOf(metadata['ls_provider'])),
    modelRequested: textOf(metadata['ls_model_name']),
  })
}

export function withoutLangchain(metadata: Metadata): Metadata {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !OWN.test(name)))
}
