// A call as the SDK writes it, in both encodings of OTLP, with recognisable bytes where each span gets its own.
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import type { Call } from './shapes.ts'

export interface SpanBytes {
  traceId: Buffer
  spanId: Buffer
  startNs: bigint
  endNs: bigint
}

type Attribute = [key: string, value: string | number | boolean | string[]]

function attributesOf(call: Call): Attribute[] {
  const part = (text: string) => ({ type: 'text', content: text })
  const output = [{ role: 'assistant', parts: [part(call.answer)], finish_reason: 'stop' }]
  return [
    ['trimtab.task', 'support.reply'],
    ['trimtab.kind', 'generation'],
    ['trimtab.capture.content', true],
    ['gen_ai.operation.name', 'chat'],
    ['gen_ai.provider.name', 'openai'],
    ['gen_ai.request.model', 'gpt-4o-mini'],
    ['gen_ai.response.model', 'gpt-4o-mini-2024-07-18'],
    ['gen_ai.response.id', `chatcmpl-${call.answer.slice(0, 9)}`],
    ['gen_ai.response.finish_reasons', ['stop']],
    ['gen_ai.request.temperature', 0.2],
    ['gen_ai.request.max_tokens', 300],
    ['gen_ai.usage.input_tokens', 118],
    ['gen_ai.usage.output_tokens', 26],
    ...(call.session === undefined ? [] : [['session.id', call.session] satisfies Attribute]),
    ...(call.system === undefined
      ? []
      : [['gen_ai.system_instructions', JSON.stringify([part(call.system)])] satisfies Attribute]),
    ['gen_ai.input.messages', JSON.stringify(call.messages.map(({ role, text }) => ({ role, parts: [part(text)] })))],
    ['gen_ai.output.messages', JSON.stringify(output)],
  ]
}

const SCOPE = { name: '@trimtab/sdk', version: '0.1.0' }
const RESOURCE: Attribute[] = [
  ['service.name', 'support-bot'],
  ['service.version', '1.4.2'],
]

function isWhole(value: number): boolean {
  return Number.isInteger(value)
}

function writeValue(writer: BinaryWriter, value: Attribute[1]): void {
  if (typeof value === 'string') writer.uint32((1 << 3) | WireType.LengthDelimited).string(value)
  else if (typeof value === 'boolean') writer.uint32((2 << 3) | WireType.Varint).bool(value)
  else if (Array.isArray(value)) {
    writer.uint32((5 << 3) | WireType.LengthDelimited).fork()
    for (const item of value) {
      writer.uint32((1 << 3) | WireType.LengthDelimited).fork()
      writeValue(writer, item)
      writer.join()
    }
    writer.join()
  } else if (isWhole(value)) writer.uint32((3 << 3) | WireType.Varint).int64(value)
  else writer.uint32((4 << 3) | WireType.Bit64).double(value)
}

function writeAttributes(writer: BinaryWriter, field: number, attributes: Attribute[]): void {
  for (const [key, value] of attributes) {
    writer.uint32((field << 3) | WireType.LengthDelimited).fork()
    writer.uint32((1 << 3) | WireType.LengthDelimited).string(key)
    writer.uint32((2 << 3) | WireType.LengthDelimited).fork()
    writeValue(writer, value)
    writer.join().join()
  }
}

export function encodeProtobuf(spans: { bytes: SpanBytes; call: Call }[]): Buffer {
  const writer = new BinaryWriter()
  writer.uint32((1 << 3) | WireType.LengthDelimited).fork()
  writer.uint32((1 << 3) | WireType.LengthDelimited).fork()
  writeAttributes(writer, 1, RESOURCE)
  writer.join()
  writer.uint32((2 << 3) | WireType.LengthDelimited).fork()
  writer.uint32((1 << 3) | WireType.LengthDelimited).fork()
  writer.uint32((1 << 3) | WireType.LengthDelimited).string(SCOPE.name)
  writer.uint32((2 << 3) | WireType.LengthDelimited).string(SCOPE.version)
  writer.join()
  for (const { bytes, call } of spans) {
    writer.uint32((2 << 3) | WireType.LengthDelimited).fork()
    writer.uint32((1 << 3) | WireType.LengthDelimited).bytes(bytes.traceId)
    writer.uint32((2 << 3) | WireType.LengthDelimited).bytes(bytes.spanId)
    writer.uint32((5 << 3) | WireType.LengthDelimited).string('support.reply')
    writer.uint32((6 << 3) | WireType.Varint).int32(3)
    writer.uint32((7 << 3) | WireType.Bit64).fixed64(bytes.startNs)
    writer.uint32((8 << 3) | WireType.Bit64).fixed64(bytes.endNs)
    writeAttributes(writer, 9, attributesOf(call))
    writer.join()
  }
  return Buffer.from(writer.join().join().finish())
}

function jsonAttributes(attributes: Attribute[]): object[] {
  const jsonValue = (value: Attribute[1]): object => {
    if (typeof value === 'string') return { stringValue: value }
    if (typeof value === 'boolean') return { boolValue: value }
    if (Array.isArray(value)) return { arrayValue: { values: value.map(jsonValue) } }
    return isWhole(value) ? { intValue: String(value) } : { doubleValue: value }
  }
  return attributes.map(([key, value]) => ({ key, value: jsonValue(value) }))
}

export function encodeJson(spans: { bytes: SpanBytes; call: Call }[]): Buffer {
  const request = {
    resourceSpans: [
      {
        resource: { attributes: jsonAttributes(RESOURCE) },
        scopeSpans: [
          {
            scope: SCOPE,
            spans: spans.map(({ bytes, call }) => ({
              traceId: bytes.traceId.toString('hex'),
              spanId: bytes.spanId.toString('hex'),
              name: 'support.reply',
              kind: 3,
              startTimeUnixNano: String(bytes.startNs),
              endTimeUnixNano: String(bytes.endNs),
              attributes: jsonAttributes(attributesOf(call)),
            })),
          },
        ],
      },
    ],
  }
  return Buffer.from(JSON.stringify(request))
}
