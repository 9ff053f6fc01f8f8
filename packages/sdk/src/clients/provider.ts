// Who runs the model, told by where the client sends its requests, in OpenTelemetry's words where it has one
// (`gen_ai.provider.name`), else in ours for the same kind of company, else by the host name as it is.

/** Undefined where there is no address to tell by. */
export function readProvider(baseUrl: unknown): string | undefined {
  if (typeof baseUrl !== 'string') return undefined
  const host = hostOf(baseUrl)
  if (host === undefined) return undefined
  return PROVIDERS.find(([suffix]) => host === suffix || host.endsWith(`.${suffix}`))?.[1] ?? amazonOf(host) ?? host
}

/** The end of the host name; the longer ones stand first. */
const PROVIDERS: readonly (readonly [suffix: string, provider: string])[] = [
  ['openai.azure.com', 'azure.ai.openai'],
  ['cognitiveservices.azure.com', 'azure.ai.openai'],
  ['services.ai.azure.com', 'azure.ai.inference'],
  ['inference.ai.azure.com', 'azure.ai.inference'],
  ['openai.com', 'openai'],
  ['anthropic.com', 'anthropic'],
  ['generativelanguage.googleapis.com', 'gcp.gemini'],
  ['aiplatform.googleapis.com', 'gcp.vertex_ai'],
  ['groq.com', 'groq'],
  ['deepseek.com', 'deepseek'],
  ['mistral.ai', 'mistral_ai'],
  ['x.ai', 'x_ai'],
  ['perplexity.ai', 'perplexity'],
  ['moonshot.ai', 'moonshot_ai'],
  ['moonshot.cn', 'moonshot_ai'],
  ['cohere.ai', 'cohere'],
  ['cohere.com', 'cohere'],
  ['together.xyz', 'together'],
  ['together.ai', 'together'],
  ['fireworks.ai', 'fireworks'],
  ['openrouter.ai', 'openrouter'],
]

/** Its host names have the region in the middle: `bedrock-runtime.eu-west-1.amazonaws.com`. */
function amazonOf(host: string): string | undefined {
  return /^bedrock[\w-]*\..*(amazonaws\.com(\.cn)?|api\.aws)$/.test(host) ? 'aws.bedrock' : undefined
}

/** Regions of Vertex AI are a part of the name that the dot does not separate: `europe-west1-aiplatform.…`. */
function hostOf(baseUrl: string): string | undefined {
  try {
    return new URL(baseUrl).hostname.replace(/^[\w-]+-(?=aiplatform\.googleapis\.com$)/, '') || undefined
  } catch {
    return undefined
  }
}
