import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from './app.ts'

/** Starts the app twice and kills it each time before its window shows anything. */
export async function failTwoStarts(world: World): Promise<void> {
  const journal = (): { pending: boolean; failures: number } | undefined =>
    (
      JSON.parse(readFileSync(join(world.userData, 'settings.json'), 'utf8')) as {
        launch?: { pending: boolean; failures: number }
      }
    ).launch
  for (const failures of [0, 1]) {
    await world.launchCut(() => journal()?.pending === true && journal()?.failures === failures)
  }
}
