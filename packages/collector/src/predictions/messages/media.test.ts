import type { Json } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { readParts } from './parts.ts'

const URL = 'https://example.com/a.png'

describe('an image', () => {
  it.each<[string, Json]>([
    ['OpenAI’s chat', { type: 'image_url', image_url: { url: URL, detail: 'low' } }],
    ['OpenAI’s responses', { type: 'input_image', image_url: URL }],
    ['Anthropic', { type: 'image', source: { type: 'url', url: URL } }],
    ['OpenTelemetry', { type: 'uri', modality: 'image', mime_type: null, uri: URL }],
    ['the AI SDK', { type: 'image', image: URL }],
    ['the AI SDK of later', { type: 'file', mediaType: 'image/png', data: { type: 'url', url: URL } }],
    ['Gemini', { fileData: { fileUri: URL, mimeType: 'image/png' } }],
    ['pydantic-ai', { kind: 'image-url', url: URL }],
  ])('has an address as %s says it', (_who, part) => {
    expect(readParts([part])).toMatchObject([{ type: 'image', url: URL }])
  })

  it.each<[string, Json]>([
    ['OpenAI', { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } }],
    ['Anthropic', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } }],
    ['OpenTelemetry', { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'aGk=' }],
    ['the AI SDK', { type: 'image', image: 'aGk=', mediaType: 'image/png' }],
    ['Gemini', { inline_data: { mime_type: 'image/png', data: 'aGk=' } }],
    ['Bedrock', { image: { format: 'png', source: { bytes: 'aGk=' } } }],
    ['us', { type: 'image', blob: 'aGk=', mimeType: 'image/png' }],
  ])('has its bytes as %s says them', (_who, part) => {
    expect(readParts([part])).toEqual([{ type: 'image', blob: 'aGk=', mimeType: 'image/png' }])
  })
})

describe('audio and files', () => {
  it('are told by their type, or by their content type', () => {
    expect(
      readParts([
        { type: 'input_audio', input_audio: { data: 'aGk=', format: 'wav' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,aGk=' } },
        { type: 'file', mediaType: 'audio/mp3', data: 'aGk=' },
        { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'aGk=' } },
      ]),
    ).toEqual([
      { type: 'audio', blob: 'aGk=', mimeType: 'audio/wav' },
      { type: 'file', blob: 'aGk=', mimeType: 'application/pdf' },
      { type: 'audio', blob: 'aGk=', mimeType: 'audio/mp3' },
      { type: 'file', blob: 'aGk=', mimeType: 'application/pdf' },
    ])
  })

  it('that are plain text are a text', () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'The terms.' }
    expect(readParts([{ type: 'document', source }])).toEqual([{ type: 'text', text: 'The terms.' }])
  })
})
