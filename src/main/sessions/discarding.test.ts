import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Draft } from '../../shared/model/draft.ts'
import { createDiscardedDrafts } from './discardedDrafts.ts'
import { createDiscarding } from './discarding.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'
import { createWorks } from './works.ts'

const picture = { id: 'a', kind: 'image', name: 'shot.png', path: null, asset: 'shot.png', size: 3 } as const
const draft = (text: string, attachments: Draft['attachments'] = []): Draft => ({
  text,
  selectionStart: 1,
  selectionEnd: 2,
  attachments,
})

function begin() {
  const folder = mkdtempSync(join(tmpdir(), 'retoma-drafts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const library = createMemoryLibrary()
  const marked = new Map<string, boolean>()
  const errors: unknown[] = []
  const clock = { now: 7 }
  /** What a start makes of what is on the disk. */
  const start = () => {
    const discarded = createDiscardedDrafts(join(folder, 'drafts'), {
      error: (_what, error) => void errors.push(error),
    })
    const discarding = createDiscarding({
      library,
      discarded,
      catalogue: () => ({
        has: (id) => id !== 'gone',
        setDraft: (id, has) => void marked.set(id, has),
      }),
      works: createWorks({ add: () => undefined, beforeBatch: () => undefined } as never, { error: () => undefined }),
      now: () => clock.now,
    })
    return { discarding, discarded }
  }
  return { library, marked, errors, clock, start, folder: join(folder, 'drafts'), ...start() }
}

test('the draft goes, its words stay among the prompts, and it comes back as it was', async () => {
  const { library, marked, discarding } = begin()
  await library.putDraft('old', draft('  half a  thought', [picture]))
  await library.putDraft('other', draft('stays'))
  expect(await discarding.discardDrafts(['old', 'gone', 'none'])).toEqual([
    { id: 'old', error: null },
    { id: 'gone', error: { code: 'sessionMissing', message: 'gone' } },
    { id: 'none', error: null },
  ])
  expect(await library.draft('old')).toBe(null)
  expect(await library.draft('other')).toEqual(draft('stays'))
  expect(await library.prompts('old')).toEqual([{ sessionId: 'old', text: '  half a  thought', at: 7 }])
  expect(marked.get('old')).toBe(false)
  // What is attached is not swept away meanwhile.
  expect(await discarding.discardedAssets()).toEqual(['shot.png'])

  const back = await discarding.takeBackDrafts(['old', 'other', 'gone'])
  expect(back).toEqual([{ id: 'old', draft: draft('  half a  thought', [picture]) }])
  expect(await library.draft('old')).toEqual(draft('  half a  thought', [picture]))
  expect(marked.get('old')).toBe(true)
  expect(await discarding.discardedAssets()).toEqual([])
})

test('what was written since is not replaced', async () => {
  const { library, discarding } = begin()
  await library.putDraft('old', draft('first'))
  await discarding.discardDrafts(['old'])
  await library.putDraft('old', draft('second'))
  expect(await discarding.takeBackDrafts(['old'])).toEqual([])
  expect(await library.draft('old')).toEqual(draft('second'))
})

test('after a restart it is listed, with what is attached to it, and comes back all the same', async () => {
  const { library, discarding, clock, start } = begin()
  await library.putDraft('old', draft('  first of all', [picture]))
  await discarding.discardDrafts(['old'])
  clock.now = 8
  await library.putDraft('old', draft('second'))
  await discarding.discardDrafts(['old'])

  const after = start().discarding
  const lines = await after.discardedDrafts()
  expect(lines).toMatchObject([
    { sessionId: 'old', at: 8, words: 'second', attachments: 0 },
    { sessionId: 'old', at: 7, words: 'first of all', attachments: 1 },
  ])
  expect(await after.discardedAssets()).toEqual(['shot.png'])
  // Each of them by itself; not over what is written there.
  const [second, first] = lines
  expect(await after.putBackDraft(first!.key)).toEqual({ id: 'old', draft: draft('  first of all', [picture]) })
  expect(await after.putBackDraft(second!.key)).toBe(null)
  expect(await library.draft('old')).toEqual(draft('  first of all', [picture]))
  expect((await after.discardedDrafts()).map(({ words }) => words)).toEqual(['second'])
})

test('it goes with its session, and after its days; a file that can not be read keeps no other from being there', async () => {
  const { library, discarding, discarded, clock, errors, folder } = begin()
  for (const id of ['one', 'two', 'three']) {
    await library.putDraft(id, draft(id))
    await discarding.discardDrafts([id])
    clock.now += 10
  }
  writeFileSync(join(folder, 'torn.json'), '{"version":1,')
  await discarded.forget('two')
  expect((await discarding.discardedDrafts()).map(({ words }) => words)).toEqual(['three', 'one'])
  expect(errors.length).toBeGreaterThan(0)
  await discarding.expireDrafts(17)
  expect((await discarding.discardedDrafts()).map(({ words }) => words)).toEqual(['three'])
  expect(readdirSync(folder)).toHaveLength(2)
})

test('where it can not be kept it is not discarded', async () => {
  const { library, discarding, folder } = begin()
  writeFileSync(folder, 'a file where the folder should be')
  await library.putDraft('old', draft('stays'))
  expect(await discarding.discardDrafts(['old'])).toMatchObject([{ id: 'old', error: { code: 'writeFailed' } }])
  expect(await library.draft('old')).toEqual(draft('stays'))
})
