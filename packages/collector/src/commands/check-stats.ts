// `trimtab check-stats`: holds our statistics to a file of golden values, so that nobody has to believe them.

import { Command } from 'commander'
import { checkGolden } from '../golden/check-file.ts'
import { readGoldenFile } from '../golden/golden-file.ts'
import { allMethods } from '../golden/methods/methods.ts'
import { describeChecked, encodeChecked } from './check-stats-text.ts'

export function checkStatsCommand(): Command {
  return new Command('check-stats')
    .description('hold the statistics to golden values; ends with 1 where one is off by more than its tolerance')
    .argument('<file>', 'a golden file; its data may lie in another file beside it, which it names')
    .option('--json', 'print JSON')
    .action((file: string, { json }: { json?: boolean }) => {
      const report = checkGolden(readGoldenFile(file), allMethods)
      console.log(json === true ? encodeChecked(report) : describeChecked(report))
      if (report.checked.some(({ mismatches }) => mismatches.length > 0)) process.exitCode = 1
    })
}
