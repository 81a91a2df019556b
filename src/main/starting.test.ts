import { expect, test } from 'vitest'
import { AppError } from '../shared/errors.ts'
import { startOrAsk } from './starting.ts'

function starting(failures: number, answers: readonly boolean[]) {
  const happened: string[] = []
  let tries = 0
  let asked = 0
  const result = startOrAsk({
    start: () => {
      tries += 1
      happened.push(`start ${tries}`)
      return tries > failures ? Promise.resolve('up') : Promise.reject(new AppError('libraryNewer', 'library.db'))
    },
    again: () => {
      happened.push('again')
      return Promise.resolve()
    },
    ask: ({ code }) => {
      happened.push(`asked: ${code}`)
      return Promise.resolve(answers[asked++] ?? false)
    },
    onFailed: () => happened.push('logged'),
  })
  return { result, happened }
}

test('a start that goes well asks nothing', async () => {
  const { result, happened } = starting(0, [])
  await expect(result).resolves.toBe('up')
  expect(happened).toEqual(['start 1'])
})

test('a start that fails says why, and is tried as often as the person wants', async () => {
  const { result, happened } = starting(2, [true, true])
  await expect(result).resolves.toBe('up')
  const failed = ['logged', 'asked: libraryNewer', 'again']
  expect(happened).toEqual(['start 1', ...failed, 'start 2', ...failed, 'start 3'])
})

test('who does not want to try again is not asked again', async () => {
  const { result, happened } = starting(9, [true, false])
  await expect(result).rejects.toThrow('libraryNewer')
  expect(happened.at(-1)).toBe('asked: libraryNewer')
})
