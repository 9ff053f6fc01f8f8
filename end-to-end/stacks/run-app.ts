// Runs one of the apps as its user has it: in a folder of its own, with the built SDK among its dependencies, so that
// Trimtab finds the OpenTelemetry of the app and none of its own.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Ended, root, run } from '../processes.ts'

const SDK = join('@trimtab', 'sdk')

interface AppRun {
  /** The package it is part of, below `end-to-end`: whose dependencies it has. */
  folder: string
  /** Its script and whatever that imports, below `end-to-end`; the first is run. */
  files: string[]
  parameters?: string[]
  environment: { [name: string]: string }
}

export async function runApp({ folder, files, parameters = [], environment }: AppRun): Promise<Ended> {
  const place = mkdtempSync(join(tmpdir(), 'trimtab-app-'))
  const [script = ''] = files
  try {
    for (const file of files) cpSync(join(root, 'end-to-end', file), join(place, file))
    installPackages(join(root, 'end-to-end', folder, 'node_modules'), join(place, dirname(script), 'node_modules'))
    return await run({ script: join(place, script), parameters, environment })
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function installPackages(from: string, to: string): void {
  for (const name of readdirSync(from).flatMap((entry) => packagesIn(from, entry))) {
    const [source, target] = [realpathSync(join(from, name)), join(to, name)]
    mkdirSync(dirname(target), { recursive: true })
    if (name !== SDK) symlinkSync(source, target, 'dir')
    else
      for (const path of ['dist', 'package.json']) cpSync(join(source, path), join(target, path), { recursive: true })
  }
}

function packagesIn(folder: string, entry: string): string[] {
  if (entry.startsWith('.')) return []
  return entry.startsWith('@') ? readdirSync(join(folder, entry)).map((name) => join(entry, name)) : [entry]
}
