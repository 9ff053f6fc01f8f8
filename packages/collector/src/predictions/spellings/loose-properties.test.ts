import { describe, expect, it } from 'vitest'
import { readLooseProperties, readTags } from './loose-properties.ts'

describe('properties of an app’s own choosing', () => {
  it.each(['session_id', 'sessionId', 'session', 'conversation_id', 'threadId'])('name the session as %s', (name) => {
    expect(readLooseProperties([[name, 's-1']])).toEqual({ session: 's-1' })
  })

  it.each(['user_id', 'userId', 'user'])('name the user as %s', (name) => {
    expect(readLooseProperties([[name, 'u-1']])).toEqual({ user: 'u-1' })
  })

  it('are metadata otherwise, and what comes second as well', () => {
    expect(
      readLooseProperties([
        ['thread_id', 't-1'],
        ['session_id', 's-1'],
        ['plan', 'gold'],
        ['seats', 3],
        ['empty', ''],
        ['__proto__', 'kept'],
      ]),
    ).toEqual({
      session: 's-1',
      metadata: { thread_id: 't-1', plan: 'gold', seats: 3, ['__proto__']: 'kept' },
    })
  })

  it('name the prompt where Langfuse asks for it', () => {
    expect(readLooseProperties([['langfusePrompt', '{"name":"reply","version":7}']])).toEqual({
      promptName: 'reply',
      promptVersion: '7',
    })
  })

  it('hold tags as a list of them', () => {
    expect(readLooseProperties([['tags', ['a', 'b']]])).toEqual({ tags: ['a', 'b'] })
  })
})

describe('tags', () => {
  it.each([[['a', 'b']], ['["a","b"]'], ['a, b'], [['a', 'b', 'a', '']]])('are read from %j', (value) => {
    expect(readTags(value)).toEqual(['a', 'b'])
  })

  it.each([[undefined], [null], [''], [7], [{}]])('are none in %j', (value) => {
    expect(readTags(value)).toEqual([])
  })
})
