// `trimtab dataset`: build, list, show and export, straight from the database, whether or not a collector runs on it.

import {
  COMMAND_ACTOR,
  type DatasetVersion,
  type ExportManifest,
  type Overview,
  type Split,
  SPLITS,
} from '@trimtab/contract'
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../clock.ts'
import { openStore } from '../open-store.ts'
import { type Build, buildDataset, DATASET_ROWS_MAX } from '../datasets/build.ts'
import { isWithheld } from '../datasets/consent.ts'
import { FORMATS } from '../exports/catalogue.ts'
import type { Format } from '../exports/format.ts'
import { writeExport } from '../exports/folder.ts'
import { readOverview } from '../aggregates/overview.ts'
import { Refusal } from '../refusal.ts'
import type { State } from '../store/state.ts'
import type { Store } from '../store/store.ts'
import { describeExport, describeVersion, listDatasets } from './dataset-text.ts'
import { dataOption } from './options.ts'
import { readRecipe } from './recipe-file.ts'

interface CommonOptions {
  data: string
  json?: boolean
}

interface ExportOptions extends CommonOptions {
  format: Format
  split?: Split
  out: string
}

export function datasetCommand(): Command {
  const command = new Command('dataset').description('build training data from feedback, and write it for a trainer')
  const verb = (usage: string, description: string): Command =>
    command.command(usage).description(description).addOption(dataOption()).option('--json', 'print JSON')
  verb('build <recipe>', 'build the next version of a dataset from a recipe file').action(build)
  verb('list', 'list the datasets').action(list)
  verb('show <dataset>', 'show the newest version of a dataset, by its name or id').action(show)
  verb('export <dataset>', 'write the newest version of a dataset, by its name or id, into a folder')
    .addOption(
      new Option('--format <name>', `the target: ${FORMATS.map((format) => format.name).join(', ')}`)
        .argParser(parseFormat)
        .makeOptionMandatory(),
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
    if (built.outcome !== 'built')
      throw explainUnbuilt(built, recipe.select.task, await readOverview(rows, systemClock()))
    await recordBuild(state, built.version)
    print(options, built.version, describeVersion(built.version))
  })
}

function explainUnbuilt(built: Exclude<Build, { outcome: 'built' }>, task: string, { tasks }: Overview): Refusal {
  switch (built.outcome) {
    case 'not_yet':
      return new Refusal('file.invalid', 'asOf lies in the future; such a version could not be built again as it was.')
    case 'other_shares': {
      const shares = SPLITS.map((split) => `${split} ${built.shares[split]}`).join(', ')
      return new Refusal(
        'file.invalid',
        `This dataset is split into ${shares} since its first version; with other shares what was held out would be trained on. Use these, or another name.`,
      )
    }
    case 'too_large':
      return new Refusal(
        'dataset.too_large',
        `The recipe selects more than ${DATASET_ROWS_MAX} predictions; narrow it with from and to.`,
      )
    case 'empty': {
      const reasons = Object.entries(built.dropped).map(([reason, count]) => `${reason}: ${count}`)
      const known = tasks.some((candidate) => candidate.task === task)
        ? `Of ${task}, ${built.selected} predictions have the feedback it asks for`
        : `There is no task ${task} (there are: ${tasks.map((candidate) => candidate.task).join(', ') || 'none yet'})`
      return new Refusal('dataset.empty', `${[known, ...reasons].join('; ')}. No version was made.`)
    }
  }
}

async function list(options: CommonOptions): Promise<void> {
  await withStore(options.data, async ({ state }) => {
    const datasets = await state.datasets()
    print(options, datasets, listDatasets(datasets))
  })
}

async function show(dataset: string, options: CommonOptions): Promise<void> {
  await withStore(options.data, async ({ state }) => {
    const version = await newestVersion(state, dataset)
    print(options, version, describeVersion(version))
  })
}

async function exportVersion(dataset: string, options: ExportOptions): Promise<void> {
  await withStore(options.data, async ({ rows, state }) => {
    const version = await newestVersion(state, dataset)
    const manifest = await writeExport({
      version,
      rowsOf: (split) => state.datasetRows(version.dataset, version.version, split),
      isWithheld: async (id) => {
        const prediction = await rows.prediction(id)
        return prediction !== null && isWithheld(prediction)
      },
      splits: options.split === undefined ? SPLITS : [options.split],
      format: options.format,
      folder: options.out,
    })
    await recordExport(state, manifest)
    print(options, manifest, describeExport(manifest, options.out))
  })
}

async function recordBuild(state: State, { dataset, version, kept }: DatasetVersion): Promise<void> {
  const detail = { version, rows: kept.train + kept.validation + kept.test }
  await state.recordChange({ actor: COMMAND_ACTOR, at: now(), action: 'dataset.built', target: dataset, detail })
}

/** What left, so that whoever forgets a person is told where rows of this person went. */
async function recordExport(
  state: State,
  { dataset: { dataset, version }, format, files }: ExportManifest,
): Promise<void> {
  const at = now()
  const isWhole = files.length === SPLITS.length
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  const parts = isWhole ? [{ split: null, rows }] : files
  for (const part of parts) {
    await state.recordExport({ dataset, version, format, split: part.split, rows: part.rows, at })
  }
  const detail = { version, format, splits: files.map(({ split }) => split), rows }
  await state.recordChange({ actor: COMMAND_ACTOR, at, action: 'dataset.exported', target: dataset, detail })
}

function now(): string {
  return new Date(systemClock()).toISOString()
}

async function withStore(data: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = openStore(data, { mustExist: true })
  try {
    await work(store)
  } finally {
    store.close()
  }
}

function parseFormat(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name)
  if (format !== undefined) return format
  throw new InvalidArgumentError(`The formats are ${FORMATS.map((candidate) => candidate.name).join(', ')}.`)
}

/** By id, or by name, which is as unique and easier to remember. */
async function newestVersion(state: State, dataset: string): Promise<DatasetVersion> {
  const named = (await state.datasets()).find((candidate) => candidate.name === dataset)
  const version = await state.datasetVersion(named?.id ?? dataset)
  if (version !== null) return version
  throw new Refusal(
    'dataset.not_found',
    `There is no dataset ${dataset}; \`trimtab dataset list\` shows those there are.`,
  )
}

function print(options: CommonOptions, data: unknown, text: string): void {
  console.log(options.json === true ? JSON.stringify(data) : text)
}
