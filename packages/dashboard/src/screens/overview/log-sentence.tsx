// The sentence the page opens with.
import type { Task } from '@trimtab/contract'
import { logLines } from './log-words.ts'

export function LogSentence({ tasks }: { tasks: Task[] }) {
  return (
    <h1>
      {logLines(tasks).map((line) => (
        <span key={line.task} class="log-line">
          {line.task !== null && <span class={line.needsYou ? 'named needs-you' : 'named'}>{line.task}</span>}{' '}
          {line.words}
        </span>
      ))}
    </h1>
  )
}
