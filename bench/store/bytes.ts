// What a prediction takes on disk, of each shape: as it was written, and after it was indexed for search and packed.
import { rmSync } from 'node:fs'
import type { Section } from '../measure/report.ts'
import type { Context, Part } from './context.ts'
import { DAY_MS, DAYS, type Mix } from './corpus.ts'
import { beginToday, loadCorpus, settle } from './load.ts'
import { measureSizes, type Sizes } from './sizes.ts'

const ROWS_MAX = 100_000
/** A day is as busy as where a million come in a month: what is counted by the hour is shared by as many. */
const ROWS_PER_MONTH = 1_000_000
/** Before today, so that all of its days are over and get packed. */
const DAYS_AGO = 3
const WRITTEN_AIM = 7
const PACKED_AIM = 12
/** Smaller tables are shown together. */
const SHOWN_BYTES = 1

interface Measured {
  name: string
  rows: number
  rawBytes: number
  written: Sizes
  packed: Sizes
}

const SHAPES: readonly { mix: Mix; name: string }[] = [
  { mix: 'conversations', name: 'ten-turn conversations' },
  { mix: 'singles', name: 'single turns' },
  { mix: 'tabular', name: 'tabular' },
]

export const measureBytes: Part = async (context) => {
  const all: Measured[] = []
  for (const shape of SHAPES) all.push(await measureShape(context, shape))
  const [chats] = all
  if (chats === undefined) throw new Error('there are shapes')
  return [describeShapes(all), describeTables(chats)]
}

async function measureShape(
  { rows: wanted, seed, language, nowMs, makeFolder }: Context,
  { mix, name }: (typeof SHAPES)[number],
): Promise<Measured> {
  const rows = Math.min(wanted, ROWS_MAX)
  const data = makeFolder()
  const days = Math.max(1, Math.round((DAYS * rows) / ROWS_PER_MONTH))
  const endMs = nowMs - DAYS_AGO * DAY_MS
  const corpus = { seed, rows, mix, language, nowMs: endMs, days }
  const { rawBytes } = await loadCorpus({ ...corpus, data, isRawCounted: true })
  const written = measureSizes(data)
  await beginToday(data)
  await settle(data)
  const packed = measureSizes(data)
  rmSync(data, { recursive: true })
  return { name, rows, rawBytes, written, packed }
}

function describeShapes(all: readonly Measured[]): Section {
  return {
    title: 'Bytes on disk',
    explanation: `${all[0]?.rows ?? 0} predictions each, ${Math.round(ROWS_PER_MONTH / DAYS)} a day, with what people said of one in ten. "Raw" is both as lines of JSON in which nothing stands that was not said, as they are imported. "Written" is the database when everything is stored, with all indexes; "packed" is after the jobs have counted it, filled the search index, which is included, and packed what is of days that are over.`,
    columns: ['Shape', 'Raw', 'Written', 'Times smaller', 'Packed', 'Times smaller', 'Aim'],
    rows: all.map(({ name, rows, rawBytes, written, packed }, index) => [
      name,
      (rawBytes / rows).toFixed(0),
      (written.bytes / rows).toFixed(0),
      (rawBytes / written.bytes).toFixed(1),
      (packed.bytes / rows).toFixed(0),
      (rawBytes / packed.bytes).toFixed(1),
      index === 0 ? `${WRITTEN_AIM} and ${PACKED_AIM}` : '',
    ]),
  }
}

function describeTables({ name, rows, written, packed }: Measured): Section {
  const writtenOf = new Map(written.parts.map((part) => [part.name, part.bytes]))
  const packedOf = new Map(packed.parts.map((part) => [part.name, part.bytes]))
  const parts = [...new Set([...writtenOf.keys(), ...packedOf.keys()])].map((part) => ({
    part,
    sizes: [writtenOf, packedOf].map((sizes) => (sizes.get(part) ?? 0) / rows),
  }))
  const isShown = ({ sizes }: (typeof parts)[number]): boolean => Math.max(...sizes) >= SHOWN_BYTES
  const rest = parts.filter((part) => !isShown(part))
  const sumOf = (index: number): number => rest.reduce((sum, { sizes }) => sum + (sizes[index] ?? 0), 0)
  const row = (part: string, sizes: number[]): string[] => [part, ...sizes.map((bytes) => bytes.toFixed(1))]
  return {
    title: `Where they are: ${name}`,
    explanation: 'Bytes a prediction of each table and index, free space within its pages included.',
    columns: ['Table or index', 'Written', 'Packed'],
    rows: [
      ...parts
        .filter(isShown)
        .toSorted((one, other) => Math.max(...other.sizes) - Math.max(...one.sizes))
        .map(({ part, sizes }) => row(part, sizes)),
      row('all others', [sumOf(0), sumOf(1)]),
    ],
  }
}
