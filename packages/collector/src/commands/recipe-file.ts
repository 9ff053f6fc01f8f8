// Reads a recipe from a file, and says in one sentence what is wrong with it.

import { readFileSync } from 'node:fs'
import type { DatasetRecipe } from '@trimtab/contract'
import { datasetRecipeSchema } from '@trimtab/contract/schemas'
import { Refusal, unreadableFile } from '../refusal.ts'
import { explainIssue } from '../schema-issue.ts'

export function readRecipe(file: string): DatasetRecipe {
  const parsed = datasetRecipeSchema.safeParse(parseJson(file, readText(file)))
  if (parsed.success) return parsed.data
  throw new Refusal('file.invalid', `${file} is not a recipe: ${explainIssue(parsed.error)}.`)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadableFile(file, error)
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('file.invalid', `${file} is not valid JSON.`, { cause: error })
  }
}
