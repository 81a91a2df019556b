import { defineConfig } from 'vitest/config'
import { wordsByLanguage } from './scripts/words.mjs'

/**
 * A request that is written to a runtime in the very moment in which that is killed fails where it was made, and once more
 * where nobody can hear it: vscode-jsonrpc (sendRequest) throws within the executor of a promise.
 */
function isLateWrite({ code, stack }: { readonly code?: unknown; readonly stack?: string | undefined }): boolean {
  return (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') && stack?.includes('vscode-jsonrpc') === true
}

export default defineConfig({
  plugins: [wordsByLanguage()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Two cores are common; the suites that start real processes must not starve each other.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine is late, not wrong.
    expect: { poll: { timeout: 15_000 } },
    restoreMocks: true,
    onUnhandledError: (error) => !isLateWrite(error),
  },
})
