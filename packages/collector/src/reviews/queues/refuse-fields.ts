// Refuses a rubric whose answers could not be told apart once they are feedback, or would be none.

import { NAME_CHARS_MAX, type RubricField } from '@trimtab/contract'
import { Refusal } from '../../refusal.ts'
import { nameOfOption } from '../deciding/decide.ts'

export function refuseFields(fields: readonly RubricField[]): void {
  const said = new Set<string>()
  for (const { name, kind, isMany, options = [] } of fields) {
    if (kind === 'thumbs' && name === 'helpful')
      throw refused(name, 'a thumb of this name is the judgement itself; name it otherwise')
    for (const feedback of isMany === true ? options.map((option) => nameOfOption(name, option)) : [name]) {
      if (feedback.length > NAME_CHARS_MAX)
        throw refused(name, `with an option it is longer than ${NAME_CHARS_MAX} characters`)
      if (said.has(feedback)) throw refused(name, `another field says something under the name ${feedback} too`)
      said.add(feedback)
    }
  }
}

function refused(field: string, fault: string): Refusal {
  const issues = [{ pointer: '/fields', message: `${field}: ${fault}` }]
  return new Refusal('review.invalid', `fields.${field}: ${fault}.`, { issues })
}
