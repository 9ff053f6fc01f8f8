// Code one can copy, with line numbers that are not copied along.
import { CopyButton } from '../../controls/copy-button.tsx'
import { markUpCode } from './mark-up-code.ts'

export function CodeSample({ code }: { code: string }) {
  const lines = code.split('\n')
  return (
    <div class="code">
      <div class="code-head">
        <code>npm i @trimtab/sdk @opentelemetry/api</code>
        <span>then paste</span>
        <CopyButton text={code} label={`Copy ${lines.length} lines`} />
      </div>
      <pre>
        {lines.map((line, at) => (
          <span key={at} class="code-line" data-line={at + 1}>
            {markUpCode(line).map((token, tokenAt) => (
              <span key={tokenAt} class={token.kind}>
                {token.text}
              </span>
            ))}
          </span>
        ))}
      </pre>
    </div>
  )
}
