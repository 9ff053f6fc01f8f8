// Properties that an app hangs on its calls under names of its own choosing: most are metadata, a few say who and what.

import type { Json } from '@trimtab/contract'
import { objectOf, parseJson, textOf } from '../../otlp/attribute-reader.ts'
import type { Said } from '../said.ts'
import { say } from '../say.ts'

/** Without punctuation and case. The first that is there wins; the others stay metadata. */
const SESSIONS = ['sessionid', 'session', 'conversationid', 'threadid']
const USERS = ['userid', 'user', 'enduserid']
const PROPERTIES_MAX = 256

export function readLooseProperties(properties: [string, Json][]): Said {
  const left = new Map(properties.slice(0, PROPERTIES_MAX))
  const take = (names: string[]): string | undefined => {
    for (const wanted of names) {
      for (const [name, value] of left) {
        const text = plain(name) === wanted ? textOf(value) : null
        if (text !== null && left.delete(name)) return text
      }
    }
    return undefined
  }
  const said = { session: take(SESSIONS), user: take(USERS), tags: takeTags(left), ...takePrompt(left) }
  return say({ ...said, metadata: Object.fromEntries([...left].filter(([, value]) => value !== null && value !== '')) })
}

/** A list, the JSON text of one, or a text with commas. */
export function readTags(value: Json | undefined): string[] {
  if (typeof value === 'string') {
    const parsed = value.trim().startsWith('[') ? parseJson(value) : null
    return parsed === null ? readTags(value.split(',', PROPERTIES_MAX)) : readTags(parsed)
  }
  if (!Array.isArray(value)) return []
  const tags = value.map((tag) => textOf(tag)?.trim() ?? '').filter((tag) => tag !== '')
  return [...new Set(tags)].slice(0, PROPERTIES_MAX)
}

function takeTags(left: Map<string, Json>): string[] {
  const tags = readTags(left.get('tags'))
  if (tags.length > 0) left.delete('tags')
  return tags
}

/** `langfusePrompt` is what Langfuse asks its users to put there. */
function takePrompt(left: Map<string, Json>): Said {
  const value = left.get('langfusePrompt')
  const prompt = objectOf(typeof value === 'string' ? parseJson(value) : value)
  if (prompt === null) return {}
  left.delete('langfusePrompt')
  return say({ promptName: textOf(prompt['name']), promptVersion: textOf(prompt['version']) })
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '')
}
