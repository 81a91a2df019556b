import { describe, expect, it } from 'vitest'
import { nextFreeId } from './freeId.ts'
import { MAX_ID } from './idForm.ts'

describe('nextFreeId', () => {
  const free =
    (...taken: string[]) =>
    (id: string) =>
      taken.includes(id)

  it('counts up', () => {
    expect(nextFreeId('x', free())).toBe('x-2')
    expect(nextFreeId('x', free('x-2', 'x-3'))).toBe('x-4')
    expect(nextFreeId('x-2', free())).toBe('x-3')
  })

  it('takes no date for a counter', () => {
    expect(nextFreeId('project-web-2026-11-20', free())).toBe('project-web-2026-11-20-2')
  })

  it('never grows beyond what the runtime takes', () => {
    expect(nextFreeId('x'.repeat(MAX_ID), free())).toHaveLength(MAX_ID)
  })
})
