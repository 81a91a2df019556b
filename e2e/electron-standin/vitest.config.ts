import { defineConfig } from 'vitest/config'

// Two cores are shared by the test, the app and Chromium: one file at a time.
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    root: import.meta.dirname,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    fileParallelism: false,
  },
})
