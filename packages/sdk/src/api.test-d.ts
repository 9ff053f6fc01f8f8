// The public types, pinned: a change that a user's compiler would notice fails here first, under plain tsc.
import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { expectTypeOf } from 'vitest'
import { type BrowserFeedback, type FeedbackFate, sendFeedback } from './browser.ts'
import type { FeedbackStrings, TrimtabFeedbackElement } from './element.ts'
import {
  createTrimtab,
  type Detailed,
  type FeedbackAim,
  type ModelRequest,
  type PredictionReference,
  type TextEdit,
  type Trimtab,
  type TrimtabOptions,
  type Truth,
} from './index.ts'

interface Loan {
  income: number
}
interface Risk {
  label: 'low' | 'high'
  probability: number
}

const trimtab = createTrimtab({ service: 'credit' })
expectTypeOf(createTrimtab).toEqualTypeOf<(options?: TrimtabOptions) => Trimtab>()

// A wrapped function is the function it was, overloads, type parameters, `this` and properties included.
declare function predict(loan: Loan, threshold?: number): Promise<Risk>
const monitored = trimtab.monitor('loan.risk', predict, {
  kind: 'classification',
  input: (loan, threshold) => {
    expectTypeOf(loan).toEqualTypeOf<Loan>()
    expectTypeOf(threshold).toEqualTypeOf<number | undefined>()
    return { features: loan }
  },
  output: (risk) => {
    expectTypeOf(risk).toEqualTypeOf<Risk>()
    return { label: risk.label, probabilities: { [risk.label]: risk.probability } }
  },
  key: (loan) => `loan-${loan.income}`,
})
expectTypeOf(monitored).toExtend<typeof predict>()
expectTypeOf(monitored({ income: 1 })).toEqualTypeOf<Promise<Risk>>()
expectTypeOf(monitored.detailed).parameters.toEqualTypeOf<Parameters<typeof predict>>()
expectTypeOf(monitored.detailed({ income: 1 })).toEqualTypeOf<Promise<Detailed<Risk>>>()

declare function identity<Value>(value: Value): Value
expectTypeOf(trimtab.monitor('identity', identity)(7 as const)).toEqualTypeOf<7>()

declare function greet(this: Loan, name: string): string
expectTypeOf(trimtab.monitor('greet', greet)).toExtend<typeof greet>()

expectTypeOf(trimtab.predictionOf).toEqualTypeOf<(result: unknown) => PredictionReference | undefined>()
expectTypeOf<PredictionReference['feedbackToken']>().returns.toEqualTypeOf<string>()
expectTypeOf(trimtab.flush()).toEqualTypeOf<Promise<void>>()
expectTypeOf(trimtab.close()).toEqualTypeOf<Promise<void>>()
expectTypeOf(trimtab.stats().feedback.dropped).toEqualTypeOf<{ [reason: string]: number }>()
expectTypeOf(sendFeedback).toEqualTypeOf<(token: string, feedback: BrowserFeedback) => Promise<FeedbackFate>>()

// @ts-expect-error a mapper cannot return what is not a fact
trimtab.monitor('wrong', predict, { output: () => ({ lable: 'low' }) })
expectTypeOf(trimtab.truth).parameter(0).toEqualTypeOf<Truth | readonly Truth[]>()
expectTypeOf<PredictionReference>().toExtend<FeedbackAim>()
expectTypeOf(trimtab.feedback({ key: 'loan-77' }).edited)
  .parameter(0)
  .toEqualTypeOf<TextEdit>()
expectTypeOf<HTMLElementTagNameMap['trimtab-feedback']>().toEqualTypeOf<TrimtabFeedbackElement>()
expectTypeOf<TrimtabFeedbackElement['strings']>().toEqualTypeOf<Partial<FeedbackStrings>>()
// @ts-expect-error a thumb has two directions
trimtab.feedback('id').thumbs('sideways')

// A wrapped client is the client it was, for the compiler as well.
const openai = trimtab.wrapOpenAI(new OpenAI(), {
  task: 'support.reply',
  user: (request) => {
    expectTypeOf(request).toEqualTypeOf<ModelRequest>()
    return String(request['user'])
  },
})
expectTypeOf(openai).toEqualTypeOf<OpenAI>()
expectTypeOf(trimtab.wrapAnthropic(new Anthropic())).toEqualTypeOf<Anthropic>()

// @ts-expect-error a client is an object
trimtab.wrapOpenAI('openai')
// @ts-expect-error a task is a name
trimtab.wrapAnthropic(new Anthropic(), { task: 7 })
