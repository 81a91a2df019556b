import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Everything is bundled but the SDK, whose runtime must stay a folder of files that can be executed.
const external = [/^@github\/copilot-sdk(\/.*)?$/, 'electron']

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          index: 'src/main/index.ts',
          libraryWorker: 'src/main/library/worker.ts',
          historyWorker: 'src/main/history/worker.ts',
          healthWorker: 'src/main/health/worker.ts',
        },
        output: { format: 'es' },
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
    plugins: [react()],
    build: {
      rolldownOptions: { input: 'src/renderer/index.html' },
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  },
})
