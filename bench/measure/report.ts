// Writes what a script found: to the terminal, and as results/NAME.md, which says all that is needed to get it again.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

export interface Report {
  name: string
  title: string
  /** What was compared, in which versions. */
  versions: string
  /** How to read it. */
  introduction: string
  sections: Section[]
}

export interface Section {
  title: string
  explanation?: string
  columns: string[]
  rows: string[][]
}

export function writeReport(report: Report): void {
  const text = [
    `# ${report.title}`,
    report.introduction,
    [
      `- Machine: ${describeMachine()}`,
      `- Date: ${new Date().toISOString().slice(0, 10)}`,
      `- Command: \`npm run bench -- ${process.argv.slice(2).join(' ')}\``,
      `- Versions: ${report.versions}`,
    ].join('\n'),
    ...report.sections.map(writeSection),
  ].join('\n\n')
  const folder = join(import.meta.dirname, '..', 'results')
  const path = join(folder, `${report.name}.md`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, `${text}\n`)
  // Laid out as every document of the repository is.
  spawnSync('oxfmt', ['--write', path], { cwd: join(folder, '..', '..') })
  process.stdout.write(`${readFileSync(path, 'utf8')}\n`)
}

function writeSection({ title, explanation, columns, rows }: Section): string {
  const lines = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return [`## ${title}`, ...(explanation === undefined ? [] : [explanation]), lines.join('\n')].join('\n\n')
}

/** Such as `2 shared cores, Debian 12, Node 24.21`: nothing that names one machine. */
export function describeMachine(): string {
  const [major, minor] = process.versions.node.split('.')
  return `${availableParallelism()} shared cores, ${describeSystem()}, Node ${major}.${minor}`
}

function describeSystem(): string {
  try {
    const release = readFileSync('/etc/os-release', 'utf8')
    const id = /^ID=(.*)$/m.exec(release)?.[1] ?? process.platform
    const version = /^VERSION_ID="?([^"\n]*)"?$/m.exec(release)?.[1] ?? ''
    return `${id.charAt(0).toUpperCase()}${id.slice(1)} ${version}`.trim()
  } catch {
    return process.platform
  }
}
