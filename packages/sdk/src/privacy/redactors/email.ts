// E-mail addresses, also inside links, where the sign is written `%40`. Names in Latin, Greek and Cyrillic letters only:
// languages written without spaces would lose the words around an address.

const LETTERS = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}`
const NAME = String.raw`[${LETTERS}\p{N}._+'&-]`
/** `logo@2x.png` is a picture. */
const FILE_ENDINGS = 'png|jpe?g|gif|svg|webp|avif|ico|css|m?js|json|html?|pdf|mp4'

// A name starts only where no other does, so that a long one is walked once.
const EMAIL = new RegExp(
  String.raw`(?<!${NAME})(${NAME}+)(?:@|%40)(?:[\p{L}\p{N}-]+\.)+(?!(?:${FILE_ENDINGS})(?![a-z]))[a-z\p{Script=Cyrillic}]{2,}(?![\p{Script=Latin}\p{N}])`,
  'giu',
)

export function redactEmails(text: string): string {
  if (!text.includes('@') && !text.includes('%40')) return text
  return text.replace(EMAIL, (found: string, name: string) => {
    // A quotation mark before an address is no part of it.
    const before = name.search(/[\p{L}\p{N}]/u)
    return before === -1 ? found : `${name.slice(0, before)}[email]`
  })
}
