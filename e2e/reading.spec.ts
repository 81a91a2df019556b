import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, test } from './app.ts'
import { says } from './model/reply.ts'
import { expectAccessible } from './axe.ts'

const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='

const answer = `# How the queue drains

Little’s law says $L = \\lambda W$, and for a single server[^mm1] the mean wait is

$$
W = \\frac{1}{\\mu - \\lambda}, \\qquad \\rho = \\frac{\\lambda}{\\mu} < 1
$$

so at $5 and $6 an hour nothing changes, while \\(\\rho \\to 1\\) means trouble. A bad one: $\\frac{1$.

\`\`\`mermaid
flowchart LR
  A[Draft] --> B{Queue}
  B -->|idle| C[Runtime]
  B -->|busy| B
  C --> D[(Log)]
\`\`\`

| step | mean | p95 | p99 | what it does | who waits for it | since | note |
|---|--:|--:|--:|---|---|---|---|
| read | 1.2 ms | 3.4 ms | 9.9 ms | reads the log from its end | the window | 0.1.0 | \`src/main/history/reader.ts\` |
| fold | 0.2 ms | 0.4 ms | 0.9 ms | folds events into turns | the window | 0.1.0 | the same reducer |

\`\`\`ts
/* Folds what came
   since the last frame. */
export const drain = async (queue: Queue): Promise<void> => { for (;;) { const next = await queue.take(); if (next === null) return; await next.send() } }
\`\`\`

- [x] measured
- [ ] written down

![a pixel](${png}) and ![a chart](https://example.invalid/chart.png)

[^mm1]: An *M/M/1* queue: one server, no memory.
`

test('an answer with formulas, a diagram, code, a table, pictures and notes', async ({ world }) => {
  const model = await world.model(() => says(answer, { chunkSize: 7 }))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('reading')
  await retoma.send('How does it drain?')
  await retoma.expectIdle()
  const { transcript, page } = retoma

  await test.step('formulas are drawn, with MathML; prices and what can’t be read stay words', async () => {
    await expect(transcript.locator('.katex-mathml math')).toHaveCount(3)
    await expect(transcript.getByRole('group', { name: 'Formula' })).toBeVisible()
    await expect(transcript.getByText('so at $5 and $6 an hour')).toBeVisible()
    await expect(transcript.getByText('\\frac{1', { exact: true })).toBeVisible()
  })

  await test.step('the diagram is drawn once it is complete, as a picture', async () => {
    const diagram = transcript.getByRole('figure', { name: 'Diagram' })
    await expect(diagram).toBeVisible({ timeout: 60_000 })
    const picture = diagram.locator('img')
    await expect(picture).toHaveJSProperty('complete', true)
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
    await retoma.picture('reading-light')
    await diagram.getByRole('button', { name: 'Show the source' }).click()
    await expect(transcript.getByText('B -->|busy| B')).toBeVisible()
    await transcript.getByRole('button', { name: 'Show the diagram' }).click()
    await diagram.getByRole('button', { name: 'Enlarge' }).click()
    await expect(page.getByRole('dialog', { name: 'Diagram' })).toBeVisible()
    await retoma.picture('reading-enlarged')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('code is numbered and wrapped on request, and copied without numbers', async () => {
    const code = transcript.getByRole('figure', { name: 'Code, ts' })
    await code.getByRole('button', { name: 'Number the lines of code' }).press('Enter')
    await code.getByRole('button', { name: 'Wrap long lines of code' }).press('Enter')
    await expect(code.locator('.code-line')).toHaveCount(3)
    const body = code.locator('.code-body')
    expect(await body.evaluate((pre) => pre.scrollWidth <= pre.clientWidth)).toBe(true)
    await retoma.picture('reading-code')
    const selected = await body.evaluate((pre) => {
      getSelection()?.selectAllChildren(pre)
      const text = getSelection()?.toString() ?? ''
      getSelection()?.removeAllRanges()
      return text
    })
    expect(selected).toMatch(/^\/\* Folds what came\n {3}since the last frame\. \*\/\nexport const drain/)
    await code.getByRole('button', { name: 'Copy' }).click()
    await expect
      .poll(() => retoma.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toBe(selected.replace(/\n$/, ''))
  })

  await test.step('a note is one step away, and back', async () => {
    await transcript.getByRole('button', { name: 'Footnote 1' }).click()
    await expect(transcript.getByRole('listitem').filter({ hasText: 'one server, no memory' })).toBeFocused()
    await transcript.getByRole('button', { name: 'Back to the text, note 1' }).click()
    await expect(transcript.getByRole('button', { name: 'Footnote 1' })).toBeFocused()
  })

  await test.step('a picture of the text shows, with its size known before; a remote one is a chip', async () => {
    await expect(transcript.getByRole('img', { name: 'a pixel' })).toHaveAttribute('width', '5')
    await expect(transcript.getByText('example.invalid')).toBeVisible()
    await retoma.picture('reading-end')
  })

  await expectAccessible(retoma, 'an answer')
  await retoma.call('settings.set', { theme: 'dark' })
  await page.getByRole('main').hover()
  await retoma.quit()
  const again = await world.launch()
  await expect(again.transcript.getByRole('figure', { name: 'Diagram' })).toBeVisible({ timeout: 60_000 })
  await expect(again.transcript.locator('.code-line')).toHaveCount(3)
  await again.picture('reading-dark')
  await again.transcript.evaluate((feed) => feed.scrollTo({ top: 0 }))
  await expect(again.transcript.locator('.katex-mathml math').first()).toBeAttached()
  await again.picture('reading-dark-top')
  await expectAccessible(again, 'an answer after a restart')
})

test('days are divided, and what came since one left is marked', async ({ world }) => {
  const day = 86_400_000
  const yesterday = createTestLog(Date.now() - day)
  yesterday.add('session.start', { ...sessionStart('days'), context: { cwd: world.folder } })
  yesterday.turn('The first prompt', 'The first answer.')
  const folder = join(world.home, 'session-state', 'days')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), yesterday.text())
  const retoma = await world.launch()
  await retoma.usePractice()
  const { page, transcript } = retoma
  await retoma.open('days')
  await retoma.expectAnswer('The first answer.')
  await expect(transcript.getByText('Yesterday', { exact: true })).toBeVisible()
  const isNew = transcript.getByRole('separator').filter({ hasText: 'New since you left' })
  await expect(isNew).toHaveCount(0)
  await expect.poll(async () => (await retoma.call('session.open', { id: 'days' })).readTurnId).not.toBeNull()

  await page.keyboard.press('ControlOrMeta+n')
  const today = createTestLog(Date.now())
  today.turn('A later prompt', 'A later answer.')
  today.turn('The last prompt', 'The last answer.')
  appendFileSync(join(folder, 'events.jsonl'), today.text().replaceAll('"id":"e', '"id":"later-'))
  await expect(page.locator('[data-session-id="days"]')).toContainText('now')
  await retoma.open('days')
  await retoma.expectAnswer('The last answer.')
  await expect(transcript.getByText('Today', { exact: true })).toBeVisible()
  await expect(isNew).toHaveCount(1)
  // It stands above the first of them, and above nothing else.
  await expect(transcript.getByRole('article', { name: 'A later prompt' }).getByRole('separator')).toBeVisible()
  await expectAccessible(retoma, 'new since one left')

  // It was of that visit.
  await page.keyboard.press('ControlOrMeta+n')
  await retoma.open('days')
  await retoma.expectAnswer('The last answer.')
  await expect(isNew).toHaveCount(0)
})
