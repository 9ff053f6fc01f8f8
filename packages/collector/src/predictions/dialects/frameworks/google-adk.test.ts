import { describe, expect, it } from 'vitest'
import { itemOf, makeSpan } from '../../fixtures/recorded.ts'

const asked = [{ role: 'user', parts: [{ type: 'text', text: 'Do you ship?' }] }]
const answered = [{ role: 'assistant', parts: [{ type: 'text', text: 'Yes.' }] }]

describe('Google’s agent development kit', () => {
  const request =
    '{"model":"gemini-2.5-flash","config":{"system_instruction":"Be kind.","temperature":0.2},"contents":[{"role":"user","parts":[{"text":"Do you ship?"}]}]}'
  const response =
    '{"content":{"parts":[{"text":"Yes."}],"role":"model"},"finish_reason":"STOP","usage_metadata":{"prompt_token_count":11,"candidates_token_count":5}}'

  it('has the request and the answer as JSON beside the words of OpenTelemetry', () => {
    const { role, said } = itemOf(
      makeSpan({
        'gen_ai.system': 'gcp.vertex.agent',
        'gen_ai.request.model': 'gemini-2.5-flash',
        'gcp.vertex.agent.session_id': 's-1',
        'gcp.vertex.agent.llm_request': request,
        'gcp.vertex.agent.llm_response': response,
      }),
    )
    expect(role).toBe('call')
    expect(said).toMatchObject({ inputMessages: asked, outputMessages: answered, session: 's-1', finishReason: 'stop' })
  })

  it('gives its tools an empty request', () => {
    expect(itemOf(makeSpan({ 'gcp.vertex.agent.llm_request': '{}', 'gen_ai.tool.call.id': 'a' })).role).toBe('step')
  })
})
