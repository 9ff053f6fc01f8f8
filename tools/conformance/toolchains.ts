// Clients in other languages, installed from their own registries into a folder that git does not see.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../end-to-end/processes.ts'

const TELEMETRYGEN = 'github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen@latest'
const FOLDER = join(root, 'node_modules', '.conformance')
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt')

/** A Python that has the packages of the app, or others in an environment of their own. */
export async function installPython(name = 'python', requirements = REQUIREMENTS): Promise<string> {
  const python = join(FOLDER, name, 'bin', 'python')
  if (!existsSync(python)) await execute('python3', ['-m', 'venv', join(FOLDER, name)])
  await execute(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements])
  return python
}

export async function installTelemetrygen(): Promise<string> {
  const command = join(FOLDER, 'go', 'telemetrygen')
  if (!existsSync(command)) await execute('go', ['install', TELEMETRYGEN], { GOBIN: join(FOLDER, 'go') })
  return command
}

/** Runs a command to its end; one that fails is told of with what it printed. */
export async function execute(
  command: string,
  parameters: string[],
  environment: { [name: string]: string } = {},
): Promise<void> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OTEL|TRIMTAB)_/.test(name))
  await promisify(execFile)(command, parameters, { env: { ...Object.fromEntries(inherited), ...environment } })
}
