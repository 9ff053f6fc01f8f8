// How a server that runs in a process of its own is asked things by the script that started it.

export interface Question {
  id: number
  name: string
  argument: unknown
}

export interface Answer {
  id: number
  answer: unknown
}

/** Answers the parent's questions by name, and ends when the parent is gone. */
export function answerParent(handlers: { readonly [name: string]: (argument: never) => unknown }): void {
  process.on('message', (question: Question) => {
    void Promise.resolve(handlers[question.name]?.(question.argument as never)).then((answer) =>
      process.send?.({ id: question.id, answer } satisfies Answer),
    )
  })
  process.on('disconnect', () => process.exit(0))
}
