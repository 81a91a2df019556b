import { defineConfig } from '@playwright/test'

/** Not a test: writes the fixture of this version; see README.md here. */
export default defineConfig({ testDir: '.', testMatch: '*.make.ts', timeout: 120_000, expect: { timeout: 15_000 } })
