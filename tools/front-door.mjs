// What `npm start`, `npm test` and `npm run trimtab` run: it brings a fresh clone to life with nothing but Node and npm.
// This file is read by every Node it can meet, so it uses nothing newer than the refusal it makes.
const NODE_MAJOR_MIN = 20

if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR_MIN) {
  process.stderr.write(`Trimtab needs Node ${NODE_MAJOR_MIN} or newer, and this is ${process.version}.\n`)
  process.exitCode = 1
} else {
  import('./front-door/enter.mjs').then(
    ({ enter }) => enter(process.argv.slice(2)),
    (/** @type {unknown} */ error) => {
      process.stderr.write(`This copy of Trimtab is incomplete (${String(error)}); clone it again.\n`)
      process.exitCode = 1
    },
  )
}
