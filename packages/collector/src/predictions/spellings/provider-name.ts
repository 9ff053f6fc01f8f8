// Who served the model, under the name that OpenTelemetry gives it. Who is not on the list keeps the name that was sent.

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    openai: 'openai open_ai open-ai',
    'azure.ai.openai': 'az.ai.openai azure.openai azure-openai azure_openai azureopenai azure',
    'azure.ai.inference': 'az.ai.inference azure_ai azure-ai azure.inference',
    anthropic: 'anthropic',
    'aws.bedrock': 'aws_bedrock aws-bedrock amazon-bedrock amazon_bedrock bedrock amazon.bedrock aws',
    'gcp.gemini': 'gemini google.generative-ai google-gla google_genai googleai google-ai google_ai_studio google',
    'gcp.vertex_ai': 'vertex_ai vertexai vertex-ai vertex google.vertex google-vertex google_vertexai',
    'gcp.gen_ai': 'gcp.genai',
    cohere: 'cohere cohereai',
    deepseek: 'deepseek',
    groq: 'groq',
    'ibm.watsonx.ai': 'watsonx watsonx.ai ibm.watsonx',
    mistral_ai: 'mistral mistralai mistral-ai',
    moonshot_ai: 'moonshot moonshotai',
    perplexity: 'perplexity perplexityai',
    x_ai: 'xai x-ai x.ai',
  }).flatMap(([name, others]) => [name, ...others.split(' ')].map((other): [string, string] => [other, name])),
)

/** Frameworks put their own name where that of the provider belongs; it says nothing of who served the model. */
const NOBODY = new Set(
  'langchain langgraph llamaindex llama_index crewai strands-agents gcp.vertex.agent autogen unknown _other'.split(' '),
)

export function readProvider(text: string | null): string | undefined {
  const sent = text?.trim() ?? ''
  if (sent === '') return undefined
  const lower = sent.toLowerCase()
  if (NOBODY.has(lower)) return undefined
  // The AI SDK names the endpoint as well: `openai.responses`, `google.generative-ai`, `google.vertex.chat`.
  const withoutEndpoint = lower.replace(/\.[a-z_-]+$/, '')
  return NAMES.get(lower) ?? NAMES.get(withoutEndpoint) ?? sent
}
