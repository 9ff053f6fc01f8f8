import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sayWhenInterrupted } from './interruption.ts'

let said: string[]
let exits: number[]

beforeEach(() => {
  said = []
  exits = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(() => vi.restoreAllMocks())

const makeEnding = () => Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) })

it('ends a command that is interrupted with one sentence, and as failed', () => {
  const ending = makeEnding()
  sayWhenInterrupted('Broken off.', ending)
  ending.emit('SIGINT')
  expect([said, exits]).toEqual([['\r\u001B[Ktrimtab: Broken off.\n'], [1]])
})

it('says nothing of what is done', () => {
  const ending = makeEnding()
  sayWhenInterrupted('Broken off.', ending)()
  ending.emit('SIGINT')
  expect([said, exits]).toEqual([[], []])
})
