// Reads a golden file: inputs, and what sources that are believed make of them, so that our numbers can be held to theirs.
// Its data may lie in a second file beside it.

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Refusal, unreadableFile } from '../refusal.ts'
import { explainIssue } from '../schema-issue.ts'
import { decodeData, decodeExpected } from './encodings.ts'
import type { GoldenCase, GoldenValues } from './golden-case.ts'

/** A value passes where it is off by no more than `abs` + `rel` times what is wanted. */
export interface Tolerance {
  rel: number
  abs: number
}

/** Null in place of values: the source itself failed here, and nothing is asked of others. */
export interface Expectation {
  source: string
  wanted: { values: GoldenValues; tolerance: Tolerance } | null
}

export interface GoldenFile {
  cases: readonly { one: GoldenCase; expected: readonly Expectation[] }[]
}

const SCHEMA = 'drift-golden/1'
const fields = z.record(z.string(), z.unknown())
const expectationSchema = z.object({
  source: z.string(),
  values: fields.optional(),
  tol: z.object({ rel: z.number().min(0), abs: z.number().min(0) }).optional(),
  error: z.string().optional(),
})
const caseSchema = z.object({
  id: z.string(),
  method: z.string(),
  dataset: z.string().optional(),
  inputs: fields.default({}),
  params: fields.default({}),
  checkpoints: z.array(z.int().min(1)).default([]),
  expected: z.array(expectationSchema),
})
const fileSchema = z.object({
  schema: z.literal(SCHEMA),
  data_file: z.string().optional(),
  cases: z.array(caseSchema),
})
const dataSchema = z.object({
  schema: z.literal(SCHEMA),
  datasets: z.array(z.looseObject({ id: z.string() })),
})

/** Throws a refusal, one sentence with the place, where this is no golden file. */
export function readGoldenFile(file: string): GoldenFile {
  const json = readJson(file)
  const parsed = fileSchema.safeParse(json)
  if (!parsed.success) {
    if (dataSchema.safeParse(json).success) {
      throw invalid(`${file} holds data alone; give the file with the cases that name it in data_file.`)
    }
    throw invalid(`${file} is no golden file: ${explainIssue(parsed.error)}.`)
  }
  const { cases, data_file: dataFile } = parsed.data
  const datasets =
    dataFile === undefined ? new Map<string, GoldenValues>() : readDatasets(join(dirname(file), dataFile))
  return { cases: cases.map(readCase) }

  function readCase(
    { dataset, expected, ...one }: z.output<typeof caseSchema>,
    at: number,
  ): GoldenFile['cases'][number] {
    const wrong = (what: string): Refusal => invalid(`${file} is no golden file: cases.${at}.${what}.`)
    const data = dataset === undefined ? {} : datasets.get(dataset)
    if (data === undefined) {
      const where = dataFile === undefined ? 'the file names no data_file' : `that is not in ${dataFile}`
      throw wrong(`dataset is ${JSON.stringify(dataset)}, and ${where}`)
    }
    const own = decodeData(one.inputs)
    if (own === null) throw wrong('inputs has an encoding that is not known')
    return {
      one: { ...one, inputs: { ...data, ...own }, params: decodeExpected(one.params) },
      expected: expected.map(({ source, values, tol, error }, which) => {
        if (error !== undefined) return { source, wanted: null }
        if (values === undefined || tol === undefined) {
          throw wrong(`expected.${which} has neither values with a tol nor an error`)
        }
        return { source, wanted: { values: decodeExpected(values), tolerance: tol } }
      }),
    }
  }
}

function readDatasets(file: string): Map<string, GoldenValues> {
  const parsed = dataSchema.safeParse(readJson(file))
  if (!parsed.success) throw invalid(`${file} holds no golden data: ${explainIssue(parsed.error)}.`)
  return new Map(
    parsed.data.datasets.map(({ id, ...data }, at) => {
      const decoded = decodeData(data)
      if (decoded === null) {
        throw invalid(`${file} holds no golden data: datasets.${at} has an encoding that is not known.`)
      }
      return [id, decoded] as const
    }),
  )
}

function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw unreadableFile(file, error)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('file.invalid', `${file} is not valid JSON.`, { cause: error })
  }
}

function invalid(sentence: string): Refusal {
  return new Refusal('file.invalid', sentence)
}
