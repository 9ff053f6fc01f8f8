import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FEEDBACK_KINDS, FEEDBACK_SOURCES, type FeedbackInput, type FeedbackKind } from './feedback.ts'
import type { Json, JsonObject } from './json.ts'
import { FEEDBACK_COMMENT_CHARS_MAX, FEEDBACK_ITEMS_MAX, JSON_DEPTH_MAX, NAME_CHARS_MAX } from './limits.ts'
import { datasetRecipeSchema, feedbackListSchema, feedbackTokenPayloadSchema, isWithinDepth } from './schemas.ts'

const prediction = '5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174'
const thumb = { prediction, kind: 'thumbs', value: true }

/** What is wrong with one feedback: where, and in which words. */
function complaintsOf(feedback: unknown): [string, string][] {
  const { error } = feedbackListSchema.safeParse([feedback])
  return (error?.issues ?? []).map((issue) => [issue.path.slice(1).join('/'), issue.message])
}

function nested(depth: number): Json {
  let value: Json = 1
  for (let level = 0; level < depth; level += 1) value = [value]
  return value
}

const anyName = fc.string({ minLength: 1, maxLength: NAME_CHARS_MAX, unit: 'binary' })
const anyTime = fc
  .tuple(
    fc.date({ min: new Date('1970-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
    fc.constantFrom('Z', '+05:30', '-23:59'),
  )
  .map(([date, zone]) => date.toISOString().replace('Z', zone))
/** No record has a key of this name. */
const anyJson = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => !JSON.stringify(value).includes('"__proto__"'))
  .map((value) => value as Json)
const anyValue: { [kind in FeedbackKind]: fc.Arbitrary<Json | undefined> } = {
  thumbs: fc.boolean(),
  score: fc.double({ noNaN: true, noDefaultInfinity: true }),
  label: fc.oneof(fc.string({ minLength: 1 }), fc.integer()),
  correction: anyJson.filter((value) => value !== null),
  comment: fc.string(),
  signal: fc.string(),
  retraction: fc.constant(undefined),
}
const anyTarget = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}-[0-9a-f]{16}$/).map((id) => ({ prediction: id })),
  fc.record({ key: anyName, task: anyName }, { requiredKeys: ['key'] }),
  fc.record({ responseId: anyName }),
  fc.record({ session: anyName, task: anyName }, { requiredKeys: ['session'] }),
)
const anyDetails = fc.record(
  {
    id: anyName,
    name: anyName,
    comment: fc.string({ maxLength: FEEDBACK_COMMENT_CHARS_MAX }),
    source: fc.constantFrom(...FEEDBACK_SOURCES),
    actor: anyName,
    at: anyTime,
    consent: fc.boolean(),
    metadata: fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      anyJson,
    ) as fc.Arbitrary<JsonObject>,
  },
  { requiredKeys: [] },
)
const anyInput: fc.Arbitrary<FeedbackInput> = fc
  .tuple(fc.constantFrom(...FEEDBACK_KINDS), fc.constantFrom(...FEEDBACK_KINDS))
  .chain(([kind, retracted]) =>
    fc.tuple(anyTarget, anyDetails, anyValue[kind]).map(([target, details, value]) => ({
      ...target,
      ...details,
      kind,
      ...(value === undefined ? {} : { value }),
      ...(kind === 'retraction' ? { of: { kind: retracted } } : {}),
    })),
  )

describe('a feedback', () => {
  it('of the right shape passes and comes out as it went in', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(feedbackListSchema.parse([input])).toEqual([input])
      }),
    )
  })

  it('has a time that is a time, wherever it was said', () => {
    fc.assert(
      fc.property(anyTime, (at) => {
        expect(complaintsOf({ ...thumb, at })).toEqual([])
        expect(Date.parse(at)).not.toBeNaN()
      }),
    )
  })

  it.each(['0000-01-01T00:00:00+23:59', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59-01:00'])(
    'at %s is refused: as text it would not sort among the others',
    (at) => {
      expect(feedbackListSchema.safeParse([{ prediction, kind: 'thumbs', value: true, at }]).success).toBe(false)
    },
  )

  it.each([
    ['2026-11-21'],
    ['2026-11-21T10:00:00'],
    ['2026-02-30T10:00:00Z'],
    ['2026-11-21T25:00:00Z'],
    ['yesterday'],
    [1_795_255_200],
  ])('at %s is refused, with an example of a time', (at) => {
    expect(complaintsOf({ ...thumb, at })).toEqual([
      ['at', 'must be an ISO 8601 time with a zone, such as 2026-11-21T10:00:00Z'],
    ])
  })

  it.each([
    ['nothing', {}],
    ['two things', { prediction, key: 'loan-77' }],
    ['everything', { prediction, key: 'k', responseId: 'r', session: 's' }],
    ['a task alone', { task: 'support.reply' }],
  ])('that points at %s is refused', (_name, target) => {
    expect(complaintsOf({ ...target, kind: 'thumbs', value: true })).toEqual([
      ['', 'point at exactly one of prediction, key, responseId and session'],
    ])
  })

  it.each([
    [{ kind: 'thumbs', value: 'up' }, ['value', 'a thumb is true or false']],
    [{ kind: 'thumbs' }, ['value', 'a thumb is true or false']],
    [{ kind: 'score', value: '5' }, ['value', 'a score is a number']],
    [{ kind: 'label', value: true }, ['value', 'a label is a string or a number']],
    [{ kind: 'correction' }, ['value', 'a correction needs the corrected output']],
    [{ kind: 'correction', value: null }, ['value', 'a correction needs the corrected output']],
    [{ kind: 'signal', value: 1 }, ['value', 'a signal is a string such as "copied"']],
    [{ kind: 'comment' }, ['comment', 'a comment needs its text']],
    [{ kind: 'comment', comment: '' }, ['comment', 'a comment needs its text']],
    [{ kind: 'retraction' }, ['of', 'a retraction says which kind it takes back']],
  ])('%j is refused where it is wrong, in words', (said, complaint) => {
    expect(complaintsOf({ prediction, ...said })).toEqual([complaint])
  })

  it('with a field nobody knows is refused by its name, so that a typing error is not silence', () => {
    expect(complaintsOf({ ...thumb, commment: 'no' })).toEqual([['', 'Unrecognized key: "commment"']])
  })

  it.each([
    prediction.toUpperCase(),
    prediction.slice(1),
    `${prediction}0`,
    ` ${prediction}`,
    `${prediction}\n`,
    prediction.replace('-', ''),
  ])('on the prediction id %j is refused, with the form of an id', (id) => {
    expect(complaintsOf({ ...thumb, prediction: id })).toEqual([
      [
        'prediction',
        'must be `traceId-spanId`, 32 and 16 lower-case hex digits, or the trace id alone for what came of the whole trace',
      ],
    ])
  })

  it.each(['id', 'key', 'name', 'actor'])('has no empty and no endless %s', (field) => {
    const said = field === 'key' ? { kind: 'thumbs', value: true } : thumb
    expect(complaintsOf({ ...said, [field]: 'x'.repeat(NAME_CHARS_MAX) })).toEqual([])
    expect(complaintsOf({ ...said, [field]: 'x'.repeat(NAME_CHARS_MAX + 1) })).toMatchObject([
      [field, expect.any(String) as unknown],
    ])
    expect(complaintsOf({ ...said, [field]: '' })).toMatchObject([[field, expect.any(String) as unknown]])
  })

  it('has a comment of bounded length', () => {
    expect(complaintsOf({ ...thumb, comment: 'x'.repeat(FEEDBACK_COMMENT_CHARS_MAX) })).toEqual([])
    expect(complaintsOf({ ...thumb, comment: 'x'.repeat(FEEDBACK_COMMENT_CHARS_MAX + 1) })).toHaveLength(1)
  })

  it('is nested no deeper than the limit, and asking so deep overflows nothing', () => {
    const complaint = [['metadata', `is nested deeper than ${JSON_DEPTH_MAX} levels`]]
    // The object itself is a level.
    expect(complaintsOf({ ...thumb, metadata: { a: nested(JSON_DEPTH_MAX - 1) } })).toEqual([])
    expect(complaintsOf({ ...thumb, metadata: { a: nested(JSON_DEPTH_MAX) } })).toEqual(complaint)
    expect(complaintsOf({ ...thumb, metadata: { a: nested(100_000) } })).toEqual(complaint)
    expect(complaintsOf({ prediction, kind: 'correction', value: nested(100_000) })[0]?.[0]).toBe('value')
  })

  it('comes alone or with others, up to the limit, and never as nothing', () => {
    const many = Array.from({ length: FEEDBACK_ITEMS_MAX }, () => thumb)
    expect(feedbackListSchema.safeParse(many).success).toBe(true)
    expect(feedbackListSchema.safeParse([...many, thumb]).success).toBe(false)
    expect(feedbackListSchema.safeParse([]).success).toBe(false)
  })
})

describe('depth', () => {
  it('is counted in containers: a plain value has none', () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), (depth, depthMax) => {
        expect(isWithinDepth(nested(depth), depthMax)).toBe(depth <= depthMax)
      }),
    )
  })
})

describe('the payload of a feedback token', () => {
  it('says for what, how and until when, and nothing else', () => {
    const payload = { prediction, kinds: ['thumbs'], expiresAt: 1_795_255_200 }
    expect(feedbackTokenPayloadSchema.parse(payload)).toEqual(payload)
    for (const wrong of [{ prediction: 'p-1' }, { kinds: ['praise'] }, { expiresAt: 1.5 }, { admin: true }]) {
      expect(feedbackTokenPayloadSchema.safeParse({ ...payload, ...wrong }).success).toBe(false)
    }
  })
})

describe('a dataset recipe', () => {
  const recipe = { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } }

  it.each([
    {},
    { asOf: '2026-11-21T10:00:00Z' },
    { split: { train: 0.8, validation: 0.1, test: 0.1 } },
    { split: { train: 1, validation: 0, test: 0 } },
  ])('with %j passes', (said) => {
    expect(datasetRecipeSchema.parse({ ...recipe, ...said })).toEqual({ ...recipe, ...said })
  })

  it('has shares that add up to 1', () => {
    const { error } = datasetRecipeSchema.safeParse({ ...recipe, split: { train: 0.8, validation: 0.1, test: 0.2 } })
    expect(error?.issues).toMatchObject([{ path: ['split'], message: 'the shares must add up to 1' }])
  })

  it.each([
    { name: '' },
    { asOf: 'today' },
    { select: { task: 'support.reply', feedback: 'any' } },
    { select: { ...recipe.select, from: '2026-11-21' } },
    { split: { train: 1.5, validation: -0.5, test: 0 } },
    { split: { train: 1 } },
    { shuffle: true },
  ])('with %j is refused', (wrong) => {
    expect(datasetRecipeSchema.safeParse({ ...recipe, ...wrong }).success).toBe(false)
  })
})
