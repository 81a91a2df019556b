import { expect, it } from 'vitest'
import type { AppEvent } from '../shared/events.ts'
import { createDiskNotices } from './diskNotices.ts'
import { createNotices } from './notices.ts'

it('keeps one notice of a kind, tells the window of each change, and nothing twice', () => {
  const notices = createNotices()
  const disk = createDiskNotices(notices)
  const told: AppEvent[] = []
  disk.library('diskFull')
  notices.tell((event) => told.push(event))
  disk.home('readOnly')
  disk.library('unwritable')
  expect(notices.list()).toEqual([{ kind: 'homeReadOnly' }, { kind: 'unsaved' }])
  disk.library(null)
  disk.library(null)
  disk.home('full')
  disk.home(null)
  expect(notices.list()).toEqual([])
  expect(told.map((event) => (event.type === 'notice.added' ? event.notice.kind : event.type))).toEqual([
    'homeReadOnly',
    'notice.removed',
    'unsaved',
    'notice.removed',
    'notice.removed',
    'homeFull',
    'notice.removed',
  ])
})
