// What a live query needs of the browser's page, as an argument: a clock, a timer, whether anybody is looking, and what
// the collector says is new.
import { type News, createNews } from './news.ts'

export interface Page {
  nowMs: () => number
  /** Calls back once after a delay; the answer takes it back. */
  later: (delayMs: number, callback: () => void) => () => void
  isVisible: () => boolean
  /** Calls back each time the page comes into view; the answer ends that. */
  onVisible: (callback: () => void) => () => void
  news: News
}

const isVisible = (): boolean => document.visibilityState === 'visible'

/** The line is made when it is first asked for: there is no document where these files are only loaded. */
let news: News | null = null
function theNews(): News {
  news ??= createNews({
    isVisible,
    onVisibility: (listener) => document.addEventListener('visibilitychange', listener),
  })
  return news
}

export const browserPage: Page = {
  nowMs: () => Date.now(),
  later: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  isVisible,
  onVisible: (callback) => {
    const listener = (): void => {
      if (isVisible()) callback()
    }
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  },
  news: {
    isOpen: () => theNews().isOpen(),
    onNews: (listener) => theNews().onNews(listener),
  },
}
