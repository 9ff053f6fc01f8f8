import { Command } from 'commander'
import { ENVIRONMENT } from '@trimtab/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { dataOption, portOption, serveOptions } from './options.ts'

const ENVIRONMENT_BEFORE = { ...process.env }

afterEach(() => {
  process.env = { ...ENVIRONMENT_BEFORE }
})

function read(parameters: string[], environment: { [name: string]: string } = {}): { [name: string]: unknown } {
  const own = Object.entries(ENVIRONMENT_BEFORE).filter(([name]) => !name.startsWith('TRIMTAB_'))
  process.env = { ...Object.fromEntries(own), ...environment }
  const command = new Command('serve').exitOverride().configureOutput({ writeErr: () => undefined })
  for (const option of [portOption(), dataOption(), ...serveOptions()]) command.addOption(option)
  return command.parse(parameters, { from: 'user' }).opts()
}

describe('what serve is told', () => {
  it('is what it says by default where nobody says more', () => {
    expect(read([])).toEqual({
      host: '127.0.0.1',
      port: 4318,
      grpcPort: 4317,
      data: 'trimtab-data',
      origins: [],
      alertsToPrivate: 'no',
      logLevel: 'warn',
    })
  })

  it.each([
    ['host', ENVIRONMENT.host, '::1', '::1'],
    ['port', ENVIRONMENT.port, '0', 0],
    ['grpcPort', ENVIRONMENT.grpcPort, '5317', 5317],
    ['data', ENVIRONMENT.data, 'elsewhere', 'elsewhere'],
    ['forwardUrl', ENVIRONMENT.forwardUrl, 'http://other:4318', 'http://other:4318'],
    ['forwardHeaders', ENVIRONMENT.forwardHeaders, 'a=b', 'a=b'],
    [
      'origins',
      ENVIRONMENT.origins,
      'https://a.example, http://b.example:3000/',
      ['https://a.example', 'http://b.example:3000'],
    ],
    ['alertsToPrivate', ENVIRONMENT.alertsToPrivate, 'yes', 'yes'],
    ['logLevel', ENVIRONMENT.logLevel, 'debug', 'debug'],
    ['logFormat', ENVIRONMENT.logFormat, 'text', 'text'],
  ])('in the environment or as an option is the same: %s', (name, variable, text, value) => {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    expect(read([], { [variable]: text })[name]).toEqual(value)
    expect(read([option, text])[name]).toEqual(value)
    expect(read([option, text], { [variable]: 'nonsense of a kind that is refused:' })[name]).toEqual(value)
  })

  it.each([
    ['--port', '-1'],
    ['--port', '65536'],
    ['--port', '4318x'],
    ['--port', ''],
    ['--grpc-port', 'on'],
    ['--data', ''],
    ['--origins', '*'],
    ['--origins', 'shop.example'],
    ['--origins', 'https://shop.example/path'],
    ['--origins', 'https://user@shop.example'],
    ['--origins', 'file:///x'],
    ['--origins', 'null'],
    ['--log-level', 'loud'],
    ['--log-format', 'xml'],
  ])('is refused where it is nonsense: %s %j', (option, text) => {
    expect(() => read([option, text])).toThrow(/invalid/)
    const variable = `TRIMTAB_${option.slice(2).replaceAll('-', '_').toUpperCase()}`
    expect(() => read([], { [variable]: text })).toThrow(/invalid/)
  })
})
