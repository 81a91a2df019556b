import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateHome, writeSession } from '../bench/fixtures/generateHome.ts'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { calls, echo, refuses, says } from './model/reply.ts'
import { dress, resize, still } from './windowSize.ts'

const sizes = [
  [900, 760],
  [1600, 900],
] as const

const long = `# A long answer

A paragraph with **bold**, \`inline code\` and a-word-without-any-break-${'x'.repeat(140)}.

1. first
   - nested
2. second

- [x] done
- [ ] open

> A quotation.

| Name | Type | Default | What it does, in a column that is far too long to fit beside the others at all |
| --- | :---: | ---: | --- |
| \`timeout\` | number | 30 | How long to wait before giving up on the request altogether, in seconds |

\`\`\`ts
export class Cache<M extends Record<string, unknown>> {
  get<K extends keyof M & string>(key: K): M[K] | undefined { return this.map.get(key) as M[K] | undefined } // ${'long '.repeat(20)}
}
\`\`\`

Last words.`

/** Leaves pictures of a state in both themes and two widths; nothing may stick out, and no text of the list overlap. */
async function look(retoma: Retoma, name: string): Promise<void> {
  for (const [width, height] of sizes) {
    await resize(retoma, width, height)
    for (const theme of ['light', 'dark'] as const) {
      await dress(retoma, theme)
      await still(retoma)
      await retoma.picture(`looks-${name}-${width}-${theme}`)
    }
    expect(await retoma.page.evaluate(sticksOut), `${name} at ${width}`).toEqual([])
  }
}

/** Runs in the page: what is wider than its place, and what overlaps in the list. */
function sticksOut(): string[] {
  const found: string[] = []
  const { scrollWidth } = document.documentElement
  if (scrollWidth > innerWidth) found.push(`the document is ${scrollWidth} wide`)
  for (const element of document.querySelectorAll<HTMLElement>(
    'main, .transcript, .page, .dialog, .list-scroller, .head',
  )) {
    if (element.scrollWidth > element.clientWidth + 1) found.push(`${element.className}: ${element.scrollWidth}`)
  }
  const rows = [...document.querySelectorAll('[role="option"][data-session-id]')].map((row) => ({
    name: row.textContent,
    box: row.getBoundingClientRect(),
    texts: [...row.querySelectorAll('svg, .row-title, .row-line, time, .row-draft')].map((text) =>
      text.getBoundingClientRect(),
    ),
  }))
  const meet = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5
  for (const [index, row] of rows.entries()) {
    const within = (text: DOMRect): boolean =>
      text.left >= row.box.left && text.right <= row.box.right && text.bottom <= row.box.bottom
    if (!row.texts.every(within)) found.push(`sticks out: ${row.name}`)
    if (row.texts.some((text, at) => row.texts.slice(at + 1).some((other) => meet(text, other))))
      found.push(`overlaps: ${row.name}`)
    if (rows.slice(index + 1).some((other) => meet(row.box, other.box))) found.push(`lies over another: ${row.name}`)
  }
  return found
}

test('the first run, an empty list, a new session', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  const { page } = retoma
  await expect(page.getByRole('heading', { name: 'Welcome to Retoma' })).toBeVisible()
  await look(retoma, 'welcome')
  await page.getByRole('button', { name: /^Your own model/ }).click()
  await look(retoma, 'own-model')
  await retoma.useModel(model)
  await expect(page.getByText('No sessions yet').first()).toBeVisible()
  await look(retoma, 'empty')
  await retoma.create('taken')
  await look(retoma, 'empty-session')
  await page.keyboard.press('ControlOrMeta+n')
  await page.getByLabel('Id', { exact: true }).fill('taken')
  await expect(page.getByRole('button', { name: 'Use taken-2' })).toBeVisible()
  await look(retoma, 'new-session')
})

test('a conversation: long text, tools, requests, stops and failures', async ({ world }) => {
  const model = await world.model(() => says(long, { reasoning: 'I think about it. '.repeat(12) }))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('user-123-conversation-about-typescript-generics', {
    title: 'TypeScript generics and how to explain them to somebody who has never seen a type before',
    folder: world.folder,
  })
  await retoma.send('Show me everything')
  await retoma.expectAnswer('Last words.')
  await retoma.expectIdle()
  await page.keyboard.press('ControlOrMeta+d')
  await page.getByRole('dialog').getByLabel('Name').fill('design_start')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await resize(retoma, 1600, 900)
  await page.keyboard.press('ControlOrMeta+i')
  await look(retoma, 'chat')

  const card = (what: string) => transcript.getByRole('region', { name: `Permission needed: ${what}` })
  writeFileSync(join(world.folder, 'cache.ts'), 'export const a = 1\nexport const b = 2\n')
  model.enqueue(
    calls('view', { path: join(world.folder, 'cache.ts') }, { text: 'Let me look.' }),
    calls('edit', { path: join(world.folder, 'cache.ts'), old_str: 'const a = 1', new_str: 'const a: number = 1' }),
    calls('bash', { command: `touch ${'a_very_long_name '.repeat(8)}`, description: 'Make them' }),
  )
  await retoma.send('Check the cache')
  for (const what of ['Read', 'Change', 'Run']) {
    await expect(card(what).getByRole('button', { name: 'Deny' })).toHaveAttribute('aria-disabled', 'false')
    if (what !== 'Read') await look(retoma, `permission-${what.toLowerCase()}`)
    // Where the pointer rests already, it is not meant.
    await retoma.composer.hover()
    await card(what).getByRole('button', { name: 'Allow once' }).click()
  }
  await retoma.expectIdle()
  await look(retoma, 'tools')

  model.enqueue(says('It begins well and then', { chunkSize: 6, holdAfter: 3 }))
  await retoma.send('Go on')
  await retoma.expectAnswer(/It begins/)
  await retoma.send('This one waits in the queue')
  await retoma.send('And so does this one')
  // What is queued comes into view with the end that is followed.
  await expect(page.getByRole('button', { name: 'Remove' }).last()).toBeInViewport()
  await look(retoma, 'queued')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(transcript.getByText('You stopped this answer.')).toBeVisible()
  await look(retoma, 'stopped')
  model.route(() => refuses(400, 'The model does not take this'))
  await retoma.create('rejected')
  await retoma.send('Will this do?')
  await expect(transcript.getByText('The provider rejected the request.')).toBeVisible({ timeout: 30_000 })
  await look(retoma, 'failed')
})

test('sixty sessions, pages and dialogs', async ({ world }) => {
  const day = 86_400_000
  const newest = Date.now() - 60_000
  generateHome({ home: world.home, sessions: 40, messages: 4, seed: 3, folder: world.folder, newest })
  generateHome({
    home: world.home,
    sessions: 12,
    messages: 2,
    seed: 4,
    folder: '/no/such/folder',
    newest: newest - 12 * day,
  })
  for (let months = 1; months <= 8; months += 1) {
    const startedAt = newest - months * 61 * day
    writeSession(world.home, { id: `old-${months}`, messages: 2, seed: months, folder: world.folder, startedAt }, 'sdk')
  }
  const empty = join(world.home, 'session-state', 'empty-one')
  mkdirSync(empty, { recursive: true })
  writeFileSync(join(empty, 'events.jsonl'), '')
  const retoma = await world.launch()
  const { page } = retoma
  await retoma.usePractice()
  await retoma.create('a-draft-with-a-very-long-id-that-does-not-fit-anywhere-at-all')
  await retoma.type('Not sent yet')
  await expect(page.getByText('Draft', { exact: true })).toBeVisible()
  await retoma.open('generated-3-4')
  await look(retoma, 'list')
  await retoma.list.hover()
  await page.mouse.wheel(0, 4_000)
  await expect(retoma.row('old-8')).toBeVisible()
  await look(retoma, 'list-old')
  await page.mouse.wheel(0, -4_000)
  await page.getByRole('main').hover()
  await retoma.page.getByRole('button', { name: /^\d+ hidden$/ }).click()
  await retoma.row('empty-one').click()
  await expect(page.getByText('This session has no content.')).toBeVisible()
  await look(retoma, 'problem')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByPlaceholder('Find sessions, commands, bookmarks, messages')).toBeFocused()
  await look(retoma, 'palette')
  await page.keyboard.type('clean up')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table')).toBeVisible()
  await look(retoma, 'clean-up')
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await look(retoma, 'settings')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(retoma, 'keys')
})
