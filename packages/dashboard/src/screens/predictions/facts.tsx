// What is known of the call itself. A figure that was not sent is a dash with the reason, never a zero.
import type { Prediction } from '@trimtab/contract'
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { filterBy } from '../../api/filters.ts'
import { Moment } from '../../controls/moment.tsx'
import { formatMoment } from '../../format/date.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatFields } from '../../format/json.ts'
import { formatCost, formatCount } from '../../format/number.ts'
import { predictionsHref } from '../../router.ts'

export function Facts({ prediction }: { prediction: Prediction }) {
  const { durationMs, firstTokenMs, usage, cost, output, kind, model, prompt } = prediction
  const isGeneration = kind === 'generation'
  const modelName = model.requested ?? model.responded
  return (
    <div class="facts">
      <h2>
        <span class="task-name">{prediction.task}</span>
        <span class="second-facts">
          {' · '}
          <Moment at={prediction.startedAt} format={formatMoment} />
          {modelName !== null && ` · ${modelName}`}
          {prompt.name !== null && ` · ${prompt.name}`}
          {prompt.version !== null && ` v${prompt.version}`}
        </span>
      </h2>
      <dl class="figures">
        <Fact name="Total" value={durationMs === null ? null : formatDuration(durationMs)} reason="no duration sent" />
        {firstTokenMs !== null && <Fact name="First token" value={formatDuration(firstTokenMs)} reason="" />}
        {isGeneration && <Fact name="Tokens in, out" value={tokens(usage)} reason="no usage sent" />}
        {isGeneration && (
          <Fact
            name={cost?.origin === 'prices' ? 'Cost, estimated' : 'Cost'}
            value={cost === null ? null : formatCost(cost.usd)}
            reason="no price known"
          />
        )}
        {output.finishReason !== null && <Fact name="Finish" value={output.finishReason} reason="" />}
        {prediction.status === 'cancelled' && <Fact name="Status" value="cancelled" reason="" />}
      </dl>
      <Particulars prediction={prediction} />
    </div>
  )
}

function Fact({ name, value, reason }: { name: string; value: string | null; reason: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value ?? '–'}
        {value === null && <span class="note">{reason}</span>}
      </dd>
    </div>
  )
}

function tokens({ inputTokens, outputTokens }: Prediction['usage']): string | null {
  if (inputTokens === null && outputTokens === null) return null
  return [inputTokens, outputTokens].map((count) => (count === null ? '–' : formatCount(count))).join(', ')
}

/** What somebody looks for when they know what they look for: only what was sent. */
function Particulars({ prediction }: { prediction: Prediction }) {
  const { service, release, environment, session, user, key, variant, tags, parameters, metadata, capture, cost } =
    prediction
  const responded = prediction.model.responded === prediction.model.requested ? null : prediction.model.responded
  const entries: [name: string, value: string | null, href?: string][] = [
    ['Service', release === null ? service : `${service ?? '–'} ${release}`],
    ['Environment', environment],
    ['Model answered', responded],
    ['Session', session, predictionsHref(filterBy('session', session))],
    ['User', user, predictionsHref(filterBy('user', user))],
    ['Key', key],
    ['Variant', variant],
    ['Tags', tags.length === 0 ? null : tags.join(', ')],
    ['Parameters', Object.keys(parameters).length === 0 ? null : formatFields(parameters)],
    ['Metadata', Object.keys(metadata).length === 0 ? null : formatFields(metadata)],
    ['Captured', capture.truncated ? 'cut short by the sender' : null],
    ['Content', capture.removed === true ? 'removed, as retention says' : null],
    ['Priced by', cost?.prices ?? null],
  ]
  const known = entries.filter(([, value]) => value !== null)
  if (known.length === 0) return null
  return (
    <dl class="particulars">
      {known.map(([name, value, href]) => (
        <Particular key={name} name={name}>
          {href === undefined ? (
            value
          ) : (
            <Link class="link" href={href}>
              {value}
            </Link>
          )}
        </Particular>
      ))}
    </dl>
  )
}

function Particular({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="written">{children}</dd>
    </div>
  )
}
