import { expect, it } from 'vitest'
import type { Turn } from '../../shared/model/turn.ts'
import { refusedImages } from './refusedImages.ts'

function turn(id: string, refused: boolean, attachments: readonly string[] = [], message = 'Bad request'): Turn {
  return {
    id,
    at: 1,
    prompt: { text: id, attachments },
    items: [],
    thinking: null,
    outcome: refused ? 'failed' : 'done',
    error: refused ? { kind: 'rejected', message, status: 400 } : null,
    endedAt: 2,
    usage: null,
  }
}

it('names the pictures of the message that was refused', () => {
  const last = turn('b', true, ['/x/notes.md', '/x/shot.PNG', 'image.webp'])
  expect(refusedImages([turn('a', false), last], last)).toEqual({ turnId: 'b', names: ['/x/shot.PNG', 'image.webp'] })
})

it('finds those of an earlier message that go along with every further one', () => {
  const turns = [turn('a', true, ['shot.png']), turn('b', true), turn('c', true)]
  expect(refusedImages(turns, turns[2]!)).toEqual({ turnId: 'a', names: ['shot.png'] })
})

it('suspects no picture that was answered, unless the provider speaks of pictures', () => {
  const turns = [turn('a', false, ['shot.png']), turn('b', true)]
  expect(refusedImages(turns, turns[1]!)).toBeNull()
  const said = [turns[0]!, turn('b', true, [], 'This model does not support image_url.')]
  expect(refusedImages(said, said[1]!)).toEqual({ turnId: 'a', names: ['shot.png'] })
})

it('is about nothing but a refusal', () => {
  const done = turn('a', false, ['shot.png'])
  expect(refusedImages([done], done)).toBeNull()
  const failed: Turn = { ...done, outcome: 'failed', error: { kind: 'rateLimit', message: 'image', status: 429 } }
  expect(refusedImages([failed], failed)).toBeNull()
})
