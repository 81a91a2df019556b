import { expect, test } from 'vitest'
import { contract } from '../contract.ts'

const ids = Array.from({ length: 12_000 }, (_, n) => `0f3b3c1e-5a0b-4444-8888-${String(n).padStart(12, '0')}`)
const secrets = { format: 'json', sinceBookmarkId: null } as const

test.each([
  ['session.delete', { ids }],
  ['session.mark', { changes: ids.map((id) => ({ id, archived: true })) }],
  ['session.exportMany', { ids, format: 'json' }],
  ['session.secrets', { ids, ...secrets }],
  ['draft.discard', { ids }],
  ['draft.takeBack', { ids }],
  ['trash.restore', { entryIds: ids }],
  ['trash.purge', { entryIds: ids }],
  ['permission.revoke', { ids }],
  ['import.look', { paths: ids.map((id) => `/kept/${id}.json`) }],
] as const)('%s takes all that a person with 12,000 sessions has chosen', (name, input) => {
  expect(contract[name].input.safeParse(input)).toEqual({ success: true, data: input })
})
