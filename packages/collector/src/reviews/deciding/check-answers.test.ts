import type { ReviewInput, RubricField } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { checkAnswers } from './check-answers.ts'

const FIELDS: RubricField[] = [
  { name: 'polite', kind: 'thumbs', question: 'Was it polite?' },
  { name: 'clear', kind: 'score', question: 'How clear?', min: 1, max: 5, isRequired: true },
  { name: 'tone', kind: 'label', question: 'Which tone?', options: ['warm', 'cold'] },
  { name: 'wrong', kind: 'label', question: 'What is wrong?', options: ['policy', 'price'], isMany: true },
  { name: 'topic', kind: 'label', question: 'About what?' },
  { name: 'why', kind: 'comment', question: 'Why?' },
]

const check = (answers: NonNullable<ReviewInput['answers']>, decision: ReviewInput['decision'] = 'good') =>
  checkAnswers(FIELDS, { decision, answers })

describe('answers', () => {
  it('that fit their fields are taken', () => {
    const all = { polite: false, clear: 3, tone: 'warm', wrong: ['policy', 'price'], topic: 'a bill', why: 'so' }
    expect(() => check(all)).not.toThrow()
    expect(() => check({ clear: 1, wrong: [], topic: '' })).not.toThrow()
  })

  it('are needed where the field says so, but not of whoever cannot tell or skips', () => {
    expect(() => check({})).toThrow('answers.clear: needs an answer.')
    check({}, 'unsure')
    check({}, 'skipped')
  })

  it.each<[NonNullable<ReviewInput['answers']>, string]>([
    [{ polite: 'yes' }, 'answers.polite: must be true or false.'],
    [{ clear: '3' }, 'answers.clear: must be a number.'],
    [{ clear: 0 }, 'answers.clear: must be at least 1.'],
    [{ clear: 6 }, 'answers.clear: must be at most 5.'],
    [{ tone: 'loud' }, 'answers.tone: must be one of "warm", "cold".'],
    [{ wrong: 'policy' }, 'answers.wrong: must be a list of options.'],
    [{ wrong: ['policy', 'law'] }, 'answers.wrong: must be one of "policy", "price".'],
    [{ wrong: ['policy', 'policy'] }, 'answers.wrong: names an option twice.'],
    [{ why: true }, 'answers.why: must be a text.'],
    [{ hasOwnProperty: 'x' }, 'answers.hasOwnProperty: this queue asks nothing of that name.'],
  ])('%j are refused with the field', (answers, sentence) => {
    expect(() => check({ clear: 3, ...answers })).toThrow(sentence)
  })
})
