// Google's agent development kit: OpenTelemetry's words for the call, and the whole request and answer as JSON beside it.

import { type AttributeReader, objectOf } from '../../../otlp/attribute-reader.ts'
import type { AnyValue, Span } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { roleOfGenAi } from '../gen-ai/gen-ai.ts'
import { readRequestBody } from '../../messages/request-body.ts'
import { readResponseBody } from '../../messages/response-body.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { readContent } from '../../spellings/content.ts'

const REQUEST = 'gcp.vertex.agent.llm_request'
const RESPONSE = 'gcp.vertex.agent.llm_response'
const WORDS = [REQUEST, 'gcp.vertex.agent.session_id', 'gcp.vertex.agent.invocation_id']

export const googleAdk: Dialect = {
  name: 'google-adk',
  speaks: (span) => WORDS.some((word) => span.attributes.has(word)),
  // Its tools have the same attribute, with an empty object.
  roleOf: (span, attributes) => (namesModel(span) ? 'call' : roleOfGenAi(attributes)),
  read: readAdk,
}

function namesModel(span: Span): boolean {
  return objectOf(readContent(span.attributes.get(REQUEST))?.value)?.['model'] !== undefined
}

function readAdk(span: Span, attributes: AttributeReader): Said {
  const said = say({ session: attributes.text('gcp.vertex.agent.session_id') })
  if (!namesModel(span)) return said
  return [
    said,
    readRequestBody(span.attributes.get(REQUEST) ?? null),
    readAnswer(span.attributes.get(RESPONSE)),
  ].reduce(fillIn)
}

/** One candidate, where Gemini itself answers with a list of them. */
function readAnswer(response: AnyValue | undefined): Said {
  const content = readContent(response)
  const answer = objectOf(content?.value)
  if (answer === null) return {}
  const said = readResponseBody({ ...answer, candidates: [answer] })
  return content?.isCut === true ? { ...said, truncated: true } : said
}
