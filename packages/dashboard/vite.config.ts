// Builds the page into dist/, which the collector serves. Everything is a file of its own origin: its content security
// policy allows no inline script, no inline style and no data: script.
import { defineConfig } from 'vite'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What is bundled brings its licence along.
    license: { fileName: 'licences.md' },
  },
})
