import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { build } from 'vite'
import type { Plugin } from 'vite'
import { wordsByLanguage } from './scripts/words.mjs'

// Everything is bundled but the SDK, whose runtime must stay a folder of files that can be executed.
const external = [/^@github\/copilot-sdk(\/.*)?$/, 'electron']

// Each with all that it imports: a page of fifteen small files is slower than one of two, since every request crosses to main.
const together = [
  { name: 'window', test: /renderer[\\/]main\.tsx$|^\0rolldown/, priority: 2 },
  { name: 'flow', test: /transcript[\\/]flow\.tsx$/, priority: 1 },
]

// electron-store brings a validator for schemas, a quarter of main's code; ours are checked by zod.
const withoutAjv = {
  name: 'without-ajv',
  enforce: 'pre' as const,
  resolveId: (id: string) => (/^ajv(-formats)?(\/|$)/.test(id) ? '\0ajv' : null),
  load: (id: string) => (id === '\0ajv' ? 'export class Ajv2020 {}\nexport default { default: () => {} }' : null),
}

/** The script of the page that draws diagrams, in one classic file: that page has no origin that modules could be loaded from. */
const diagramPage: Plugin = {
  name: 'diagram-page',
  apply: 'build',
  async generateBundle() {
    const entry = 'src/renderer/diagram/diagramPage.ts'
    const built = await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: { write: false, minify: true, lib: { entry, formats: ['iife'], name: 'diagramPage' } },
    })
    for (const { output } of [built].flat() as { output: { type: string; code: string }[] }[]) {
      for (const { type, code } of output) {
        if (type === 'chunk') this.emitFile({ type: 'asset', fileName: 'assets/diagramPage.js', source: code })
      }
    }
  },
}

/** KaTeX names each of its fonts in three formats; ours is the one browser that reads the smallest. */
const woff2Only: Plugin = {
  name: 'woff2-only',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('katex.min.css') ? code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, '') : null,
}

export default defineConfig({
  main: {
    plugins: [withoutAjv],
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          index: 'src/main/index.ts',
          libraryWorker: 'src/main/library/worker.ts',
          historyWorker: 'src/main/history/worker.ts',
          findWorker: 'src/main/history/findWorker.ts',
          searchWorker: 'src/main/search/worker.ts',
          filesWorker: 'src/main/files/worker.ts',
          healthWorker: 'src/main/health/worker.ts',
          archiveWorker: 'src/main/archive/worker.ts',
        },
        output: { format: 'es', minify: { compress: true, mangle: false } },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: { external, input: 'src/preload/index.ts', output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), wordsByLanguage(), woff2Only, diagramPage],
    build: {
      rolldownOptions: { input: 'src/renderer/index.html', output: { codeSplitting: { groups: together } } },
      assetsInlineLimit: 0,
      minify: true,
      cssMinify: true,
      modulePreload: { polyfill: false },
    },
  },
})
