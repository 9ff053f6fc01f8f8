import { describe, expect, it } from 'vitest'
import { readLangchainMetadata, withoutLangchain } from './langchain-metadata.ts'

const metadata = {
  thread_id: 'th-1',
  plan: 'gold',
  ls_provider: 'openai',
  ls_model_name: 'gpt-4o',
  ls_temperature: 0.1,
  langgraph_step: 1,
  langgraph_path: ['__pregel_pull', 'agent'],
  checkpoint_ns: 'agent:5d5b',
  versions: { '@langchain/core': '1.1.49' },
}

describe('metadata of LangChain', () => {
  it('tells who serves the model and which was asked for', () => {
    expect(readLangchainMetadata(metadata)).toEqual({ provider: 'openai', modelRequested: 'gpt-4o' })
    expect(readLangchainMetadata({})).toEqual({})
  })

  it('leaves the app what the app put there', () => {
    expect(withoutLangchain(metadata)).toEqual({ thread_id: 'th-1', plan: 'gold' })
  })
})
