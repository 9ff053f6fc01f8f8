// Calls of the AI SDK 7 that it only tells the beginning and the end of, and what was noted beside them, by the id it
// gives each of its operations.
import type { OpenCall } from '../../calls/call.ts'
import type { Notes } from './ai-call.ts'

export interface AiOperations {
  keepNotes: (operation: unknown, notes: unknown) => void
  notes: (operation: unknown) => Notes | undefined
  open: (opened: { operation: unknown; id: unknown; call: OpenCall }) => void
  take: (operation: unknown, id: unknown) => OpenCall | undefined
  /** Ends the calls that are still open, and forgets the operation. */
  end: (operation: unknown, end: (call: OpenCall) => void) => void
}

interface Operation {
  notes?: Notes
  open: Map<unknown, OpenCall>
}

/** Of an operation that is cancelled nobody says so: then it is forgotten when there are so many newer ones. */
const OPERATIONS_MAX = 1024

export function createAiOperations(operationsMax: number = OPERATIONS_MAX): AiOperations {
  const operations = new Map<unknown, Operation>()

  function make(id: unknown): Operation {
    const operation: Operation = { open: new Map() }
    operations.set(id, operation)
    const [oldest] = operations.keys()
    if (operations.size > operationsMax) end(oldest, (call) => call.lose())
    return operation
  }

  function end(id: unknown, endCall: (call: OpenCall) => void): void {
    for (const call of operations.get(id)?.open.values() ?? []) endCall(call)
    operations.delete(id)
  }

  return {
    keepNotes: (id, notes) => {
      if (typeof notes !== 'object' || notes === null || Object.keys(notes).length === 0) return
      const operation = operations.get(id) ?? make(id)
      operation.notes = notes as Notes
    },
    notes: (id) => operations.get(id)?.notes,
    open: ({ operation, id, call }) => {
      const { open } = operations.get(operation) ?? make(operation)
      open.set(id, call)
      call.hold(() => call.cancel())
    },
    take: (operation, id) => {
      const open = operations.get(operation)?.open
      const call = open?.get(id)
      open?.delete(id)
      return call
    },
    end,
  }
}
