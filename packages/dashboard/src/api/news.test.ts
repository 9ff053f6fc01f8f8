import { expect, test } from 'vitest'
import { type Line, type News, createNews } from './news.ts'

interface FakeLine extends Line {
  say: (name: string) => void
  isClosed: boolean
}

interface FakeBrowser {
  lines: FakeLine[]
  isSeen: boolean
  look: (isSeen: boolean) => void
  news: News
}

function makeBrowser(): FakeBrowser {
  const lines: FakeLine[] = []
  let changed = (): void => undefined
  const browser: FakeBrowser = {
    lines,
    isSeen: true,
    look: (isSeen: boolean) => {
      browser.isSeen = isSeen
      changed()
    },
    news: createNews({
      isVisible: () => browser.isSeen,
      onVisibility: (listener) => void (changed = listener),
      open: () => {
        const listeners = new Map<string, () => void>()
        const line: FakeLine = {
          isClosed: false,
          addEventListener: (name, listener) => void listeners.set(name, listener),
          close: () => void (line.isClosed = true),
          say: (name) => listeners.get(name)?.(),
        }
        lines.push(line)
        return line
      },
    }),
  }
  return browser
}

test('everybody on a page hears over one line', () => {
  const { lines, news } = makeBrowser()
  const heard: string[] = []
  news.onNews(() => heard.push('one'))
  news.onNews(() => heard.push('two'))
  lines[0]?.say('stored')
  expect([lines.length, news.isOpen(), heard]).toEqual([1, true, ['one', 'two']])
})

test('the line is let go when nobody listens and when nobody looks, and taken again', () => {
  const { lines, look, news } = makeBrowser()
  const stop = news.onNews(() => undefined)
  look(false)
  expect([lines[0]?.isClosed, news.isOpen()]).toEqual([true, false])
  look(true)
  expect(lines).toHaveLength(2)
  stop()
  expect(lines[1]?.isClosed).toBe(true)
  look(true)
  expect(lines).toHaveLength(2)
})

test('a line that broke is not relied on until it is back, and each time it is asked what is new', () => {
  const { lines, news } = makeBrowser()
  let heard = 0
  news.onNews(() => heard++)
  lines[0]?.say('open')
  lines[0]?.say('error')
  expect([news.isOpen(), heard]).toEqual([false, 2])
  lines[0]?.say('open')
  expect([news.isOpen(), heard]).toEqual([true, 3])
})
