// `trimtab dataset`: build, list, show and export, straight from the database, whether or not a collector runs on it.

import { readFileSync } from 'node:fs'
import { type DatasetRecipe, type Split, SPLITS } from '@trimtab/contract'
import { datasetRecipeSchema } from '@trimtab/contract/schemas'
import { Command, Option } from 'commander'
import { systemClock } from '../clock.ts'
import { openStore } from '../collector.ts'
import { buildDataset, DATASET_ROWS_MAX } from '../datasets/build.ts'
import { FORMATS, findFormat } from '../exports/catalogue.ts'
import { writeExport } from '../exports/folder.ts'
import { explainIssue } from '../feedback/schema-issue.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { describeExport, describeVersion, listDatasets } from './dataset-text.ts'
import { dataOption } from './options.ts'

interface CommonOptions {
  data: string
  json?: boolean
}

interface ExportOptions extends CommonOptions {
  format: string
  split?: Split
  out: string
}

export function datasetCommand(): Command {
  const command = new Command('dataset').description('build training data from feedback, and write it for a trainer')
  const verb = (usage: string, description: string): Command =>
    command.command(usage).description(description).addOption(dataOption()).option('--json', 'print JSON')
  verb('build <recipe>', 'build the next version of a dataset from a recipe file').action(build)
  verb('list', 'list the datasets').action(list)
  verb('show <id>', 'show the newest version of a dataset').action(show)
  verb('export <id>', 'write the newest version of a dataset into a folder')
    .addOption(
      new Option('--format <name>', 'the target').choices(FORMATS.map((format) => format.name)).makeOptionMandatory(),
    )
    .addOption(new Option('--split <name>', 'only this split; all of them when not given').choices(SPLITS))
    .requiredOption('--out <folder>', 'an empty folder, or one that holds an earlier export of the same version')
    .action(exportVersion)
  return command
}

async function build(recipeFile: string, options: CommonOptions): Promise<void> {
  const recipe = readRecipe(recipeFile)
  await withStore(options.data, async ({ rows, state }) => {
    const built = await buildDataset({ recipe, rows, state, nowMs: systemClock() })
    if (built.outcome === 'empty') {
      throw new Refusal(
        'dataset.empty',
        `The recipe selects ${built.selected} predictions and keeps none of them; no version was made.`,
      )
    }
    if (built.outcome === 'too_large') {
      throw new Refusal(
        'dataset.too_large',
        `The recipe selects more than ${DATASET_ROWS_MAX} predictions; narrow it with from and to.`,
      )
    }
    print(options, built.version, describeVersion(built.version))
  })
}

async function list(options: CommonOptions): Promise<void> {
  await withStore(options.data, async ({ state }) => {
    const datasets = await state.datasets()
    print(options, datasets, listDatasets(datasets))
  })
}

async function show(id: string, options: CommonOptions): Promise<void> {
  await withStore(options.data, async ({ state }) => {
    const version = await state.datasetVersion(id)
    if (version === null) throw unknownDataset(id)
    print(options, version, describeVersion(version))
  })
}

async function exportVersion(id: string, options: ExportOptions): Promise<void> {
  await withStore(options.data, async ({ state }) => {
    const version = await state.datasetVersion(id)
    const format = findFormat(options.format)
    if (version === null) throw unknownDataset(id)
    if (format === null) throw new Refusal('format.unknown', `There is no format ${options.format}.`)
    const manifest = await writeExport({
      version,
      rowsOf: (split) => state.datasetRows(version.dataset, version.version, split),
      splits: options.split === undefined ? SPLITS : [options.split],
      format,
      folder: options.out,
    })
    print(options, manifest, describeExport(manifest, options.out))
  })
}

async function withStore(data: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = openStore(data, { mustExist: true })
  try {
    await work(store)
  } finally {
    store.close()
  }
}

function readRecipe(file: string): DatasetRecipe {
  const text = readText(file)
  try {
    const parsed = datasetRecipeSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    throw new Refusal('file.invalid', `${file} is not a recipe: ${explainIssue(parsed.error)}.`)
  } catch (error) {
    if (Refusal.is(error)) throw error
    throw new Refusal('file.invalid', `${file} is not valid JSON.`, { cause: error })
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Refusal('file.unreadable', `${file} cannot be read.`, { cause: error })
  }
}

function unknownDataset(id: string): Refusal {
  return new Refusal('dataset.not_found', `There is no dataset ${id}; \`trimtab dataset list\` shows those there are.`)
}

function print(options: CommonOptions, data: unknown, text: string): void {
  console.log(options.json === true ? JSON.stringify(data) : text)
}
