import { AppError } from '../../src/shared/errors.ts'
import type { Asked } from './register.ts'
import type { Bench } from './work.ts'

/** What the app owes when it answers, and does not when it refuses. A killed app does neither. */
export async function settled(
  bench: Bench,
  asked: Pick<Asked, 'owed' | 'refused'>,
  work: Promise<unknown>,
): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    bench.note(`  refused: ${error.code} ${error.detail}`)
    bench.count(`refused with ${error.code}`)
    asked.refused()
    if (error.code === 'internal') throw error
    return
  }
  asked.owed()
}

/** For what the app promises nothing about. */
export const nothingOwed: Pick<Asked, 'owed' | 'refused'> = { owed: () => undefined, refused: () => undefined }
