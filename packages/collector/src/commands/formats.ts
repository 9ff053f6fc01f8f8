// `trimtab formats`: the targets a dataset can be written for.

import { Command } from 'commander'
import { FORMATS } from '../exports/catalogue.ts'

export function formatsCommand(): Command {
  return new Command('formats')
    .description('list the export formats')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => {
      const formats = FORMATS.map(({ name, purpose }) => ({ name, purpose }))
      console.log(
        json === true ? JSON.stringify(formats) : formats.map(({ name, purpose }) => `${name}  ${purpose}`).join('\n'),
      )
    })
}
