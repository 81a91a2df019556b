import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appOperations } from '../../shared/contract/app.ts'
import type { NewSessionDraft } from '../../shared/model/draft.ts'
import { readNewSession, writeNewSession } from './newSessionText.ts'

const draft: NewSessionDraft = {
  topic: 'Herons',
  template: null,
  freeId: 'herons',
  kind: 'agent',
  folder: '/home/me/birds',
  model: { providerId: 'practice', model: 'practice' },
  modelChosen: true,
  caret: { field: 'topic', start: 2, end: 4 },
}

/** Whether main would take from the window what it told it. */
const isTaken = (told: NewSessionDraft | null): boolean =>
  appOperations['newSession.save'].input.safeParse({ draft: told }).success

test('what was entered comes back as it was', () => {
  const together = { ...draft, beside: [{ providerId: 'practice', model: 'other' }] }
  const brought = { ...draft, text: ' What is a heron?\n' }
  for (const one of [draft, together, brought]) {
    const text = writeNewSession(one, null)
    expect(readNewSession(text)).toEqual(one)
    expect(readNewSession(writeNewSession(one, text))).toEqual(one)
  }
})

test('what a later version wrote is understood as far as it goes, and what is not understood is kept', () => {
  const later = JSON.stringify({
    ...draft,
    model: { providerId: 'practice', model: 'practice', effort: 'high' },
    template: { kind: 'smart' },
    caret: { field: 'first message', start: 1, end: 1 },
    firstMessage: 'What is a heron?',
  })
  const told = readNewSession(later)
  expect(told).toEqual({ ...draft, template: null, caret: null })
  expect(isTaken(told)).toBe(true)
  expect(JSON.parse(writeNewSession({ ...draft, template: null, caret: null, topic: 'Egrets' }, later))).toEqual({
    ...(JSON.parse(later) as object),
    topic: 'Egrets',
  })
  // Chosen anew, it is what the person chose, and nothing else.
  const model = { providerId: 'own', model: 'own' }
  expect(JSON.parse(writeNewSession({ ...draft, template: null, model }, later))).toMatchObject({
    model,
    firstMessage: 'What is a heron?',
  })
})

test('models beside that are taken away are gone', () => {
  const text = writeNewSession({ ...draft, beside: [{ providerId: 'practice', model: 'other' }] }, null)
  expect(readNewSession(writeNewSession(draft, text))).toEqual(draft)
})

test('whatever stands there, the window is told what it can give back, and unknown fields stay', () => {
  const field = fc.oneof(fc.constantFrom(...Object.keys(draft), 'beside', 'text'), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(fc.dictionary(field, fc.jsonValue()), fc.string(), (written, topic) => {
      const text = JSON.stringify(written)
      const told = readNewSession(text)
      expect(told).not.toBeNull()
      if (told === null) return
      const next = writeNewSession({ ...told, topic }, text)
      expect(readNewSession(next)).toEqual({ ...told, topic })
      const kept = JSON.parse(next) as object
      expect({ ...kept, topic: null }).toMatchObject({ ...(JSON.parse(text) as object), topic: null })
    }),
  )
})

test('what is no form at all is nothing', () => {
  for (const text of ['', '{', '[]', 'null', '7', '"text"']) {
    expect(readNewSession(text)).toBeNull()
    expect(readNewSession(writeNewSession(draft, text))).toEqual(draft)
  }
})
