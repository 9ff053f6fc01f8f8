// Keys and tokens: those of known makers by how they begin, signed tokens, private keys, what stands in an authorization
// header or beside a word such as "password", and passwords in addresses. Every repetition that can fail after it has
// walked far is bounded, so that no text takes more than linear time.

const ALONE = '(?<![A-Za-z0-9])'

/** Longer than any word; a key has a digit near its start, a word in kebab case has none. */
const KEYS = new RegExp(
  ALONE +
    `(?:${[
      String.raw`sk-(?=[\w-]{0,60}\d)[\w-]{20,}`, // OpenAI, Anthropic, OpenRouter, DeepSeek
      String.raw`(?:[sr]k_(?:live|test)|whsec)_\w{16,}`, // Stripe
      String.raw`(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])`, // Amazon
      String.raw`(?:gh[pousr]|github_pat)_\w{20,}`,
      String.raw`gl(?:pat|dt|rt|ptt)-[\w-]{20,}`, // GitLab
      String.raw`xox[a-z]-[\w-]{10,}|xapp-\d-[\w-]{10,}`, // Slack
      String.raw`AIza[\w-]{30,}|GOCSPX-[\w-]{20,}|ya29\.[\w-]{20,}`, // Google
      '(?:hf_|npm_|gsk_|r8_|lin_api_|pplx-)[A-Za-z0-9]{30,}', // Hugging Face, npm, Groq, Replicate, Linear, Perplexity
      String.raw`(?:xai|pypi|tvly|nvapi|vcp)-(?=[\w-]{0,60}\d)[\w-]{20,}`, // xAI, PyPI, Tavily, NVIDIA, Vercel
      String.raw`SG\.[\w-]{16,40}\.[\w-]{16,}`, // SendGrid
      String.raw`(?:SK|key-)[0-9a-f]{32}(?![A-Za-z0-9])`, // Twilio, Mailgun
      String.raw`(?:do[opr]_v1_|dapi)[0-9a-f]{32,}`, // DigitalOcean, Databricks
      String.raw`\d{8,10}:AA[\w-]{32,}`, // Telegram
    ].join('|')})`,
  'g',
)

/** A JSON Web Token, signed or encrypted. Begins only where no such run does, so that a long one is walked once. */
const SIGNED = /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g

/** Up to its end, or as far as it looks like a key. Line breaks may stand as they do inside JSON. */
const PRIVATE =
  /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?:\s|\\[nr]){1,8}(?:[A-Za-z0-9+/=]{16,}|(?:Proc-Type|DEK-Info|Version|Comment): ?[^\n\\]{0,200}))*(?:(?:\s|\\[nr]){1,8}[A-Za-z0-9+/=]{1,15}(?=(?:\s|\\[nr]){1,8}[-=]))?(?:(?:\s|\\[nr]){1,8}=[A-Za-z0-9+/]{4})?(?:(?:\s|\\[nr]){0,8}-----END [A-Z0-9 ]{0,40}-----)?/g

const HEADER =
  /((?<![a-z])(?:authorization\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?(?:(?:bearer|basic|token|apikey)[ \t]{1,4})?|bearer[ \t]{1,4}))(?=[^\s"']{0,60}\d)[\w.~+/=:-]{8,}/gi

/** The value must have a digit and be no path: `password: please reset it` and `API_KEY=YOUR_API_KEY_HERE` stay. */
const NAMED =
  /((?:api[_-]?key|access[_-]?key|account[_-]?key|secret[_-]?key|client[_-]?secret|(?:access|refresh|auth|api|session|id)[_-]?token|passwor[dt]|passwd|passphrase|pwd)\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?)(?!\/|https?:)(?=[^\s"'&,;(){}<>[\]\\]{0,60}\d)[^\s"'&,;(){}<>[\]\\]{6,}(?![\w(])/gi

const IN_ADDRESS = /(:\/\/[^\s:@/"'<>]{0,100}:)[^\s@/"'<>]{1,256}(?=@)/g

const CHARS_MIN = 10
const DIGIT = /\d/

export function redactSecrets(given: string): string {
  if (given.length < CHARS_MIN) return given
  let text = given
  // Looked for only where they can be: most texts hold none of these.
  if (text.includes('-----BEGIN')) text = text.replace(PRIVATE, '[secret]')
  if (text.includes('eyJ')) text = text.replace(SIGNED, '[secret]')
  text = text.replace(KEYS, '[secret]')
  if (text.includes('://')) text = text.replace(IN_ADDRESS, '$1[secret]')
  return DIGIT.test(text) ? text.replace(HEADER, '$1[secret]').replace(NAMED, '$1[secret]') : text
}
