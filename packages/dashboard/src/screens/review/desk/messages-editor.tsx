// A conversation as it should have gone: the text of each message can be changed, messages come and go. What else a
// message carries, such as a tool call, is named and stays.
import type { Message } from '@trimtab/contract'
import { Plus, X } from 'lucide-preact'
import { Picker } from '../../../controls/picker.tsx'
import { formatCounted } from '../../../format/number.ts'
import { messageText, withText } from './correction.ts'
import { EDITOR_ID } from './editor-id.ts'

interface MessagesEditorProps {
  messages: readonly Message[]
  onWrite: (messages: Message[]) => void
  /** In any of the fields. */
  onKeyDown: (event: KeyboardEvent) => void
}

const ROLES = ['assistant', 'user', 'system', 'tool']

export function MessagesEditor({ messages, onWrite, onKeyDown }: MessagesEditorProps) {
  const change = (at: number, message: Message): void => onWrite(messages.with(at, message))
  return (
    <>
      <ol class="messages">
        {messages.map((message, at) => (
          <li key={at}>
            <div class="message-head">
              <Picker
                label={`Who says message ${at + 1}`}
                value={message.role}
                options={rolesWith(message.role)}
                onPick={(role) => change(at, { ...message, role })}
              />
              <span class="note">{otherParts(message)}</span>
              <button
                class="icon-button"
                type="button"
                aria-label={`Remove message ${at + 1}`}
                disabled={messages.length === 1}
                onClick={() => onWrite(messages.toSpliced(at, 1))}
              >
                <X size={14} />
              </button>
            </div>
            <textarea
              id={at === 0 ? EDITOR_ID : undefined}
              class="writing"
              rows={3}
              dir="auto"
              aria-label={`Message ${at + 1}`}
              value={messageText(message)}
              onKeyDown={onKeyDown}
              onInput={(event) => change(at, withText(message, event.currentTarget.value))}
            />
          </li>
        ))}
      </ol>
      <button
        class="button small"
        type="button"
        onClick={() => onWrite([...messages, { role: 'assistant', parts: [{ type: 'text', text: '' }] }])}
      >
        <Plus size={14} />
        Add a message
      </button>
    </>
  )
}

function rolesWith(role: string): { value: string; label: string }[] {
  return [...new Set([...ROLES, role])].map((each) => ({ value: each, label: each }))
}

function otherParts({ parts }: Message): string {
  const others = parts.filter((part) => part.type !== 'text').length
  return others === 0 ? '' : `${formatCounted(others, 'part')} of another kind, kept`
}
