import { defineConfig } from '@playwright/test'

/** Draws docs/screenshot.png anew: `npx playwright test --config playwright.shot.config.ts`, after a build. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.shot.ts',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [['list']],
})
