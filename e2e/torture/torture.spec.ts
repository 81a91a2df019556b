import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { torture } from './torture.ts'

const KILLS = 8

// SIGKILL and `ps` are what this is made of.
test.skip(process.platform === 'win32', 'Windows has neither SIGKILL nor ps')

test(`${KILLS} kills at random moments lose, double and damage nothing`, async () => {
  test.setTimeout(240_000)
  let told = ''
  const { line } = await torture({
    kills: KILLS,
    seed: 20_260_901,
    executable: process.env['RETOMA_EXECUTABLE'] ?? join(import.meta.dirname, '../electron-standin/electron'),
    keep: false,
    say: (text) => {
      told += text
    },
  }).catch((error: unknown) => {
    throw new Error(told, { cause: error })
  })
  expect(line, told).toBe(`kills ${KILLS} lost 0 duplicated 0 damaged 0 orphans 0`)
})
