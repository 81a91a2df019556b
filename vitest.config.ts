import { defineConfig } from 'vitest/config'
import { wordsByLanguage } from './scripts/words.mjs'

export default defineConfig({
  plugins: [wordsByLanguage()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Two cores are common; the suites that start real processes must not starve each other.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A busy machine is late, not wrong.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
  },
})
