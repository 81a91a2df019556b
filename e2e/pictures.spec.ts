import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { NOW, writeBroken, writeFixed } from './fixedSessions.ts'
import { calls, refuses, says } from './model/reply.ts'
import { dress, resize, still } from './windowSize.ts'

/**
 * How the main states look, compared with the images in e2e/looks. `npm run e2e -- pictures --update-snapshots` makes
 * them anew: look at each before it is committed.
 */
test.skip(
  process.platform !== 'linux' ||
    !(process.env['RETOMA_EXECUTABLE'] ?? 'electron-standin').includes('electron-standin'),
  'The images are made on the stand-in under Linux: another system draws letters differently.',
)

/** Small enough for an image of a few dozen KB, large enough for the list beside the page. */
const size = [960, 640] as const

/** Starts at a fixed moment, in a window of a fixed size, with nothing of this machine in it. */
async function start(world: World): Promise<Retoma> {
  const retoma = await world.launch({ env: { TZ: 'UTC', LANG: 'en_US.UTF-8' } })
  await retoma.page.clock.setFixedTime(NOW)
  await resize(retoma, ...size)
  return retoma
}

/** The window as it is now, light and dark. */
async function picture(retoma: Retoma, name: string, live = false): Promise<void> {
  const { page } = retoma
  await page.mouse.move(600, 1)
  for (const theme of ['light', 'dark'] as const) {
    await dress(retoma, theme)
    await still(retoma)
    await page.evaluate(() => document.fonts.ready)
    await page.evaluate(hideWhatVaries, live)
    await expect(page).toHaveScreenshot(`${name}-${theme}.png`, {
      animations: 'disabled',
      caret: 'hide',
      // Another Chromium smooths letters a little differently; what moves by a line is far more than this.
      maxDiffPixelRatio: 0.012,
      threshold: 0.25,
    })
  }
}

/**
 * Runs in the page: hides the caret, the folders of the test and, of what happens while it runs (`live`), the times. By
 * hand, since the page takes no style sheet but its own.
 */
function hideWhatVaries(live: boolean): void {
  const hide = (element: Element | null): void => {
    if (element instanceof HTMLElement) element.style.visibility = 'hidden'
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if ((node as Text).data.includes('retoma-e2e-')) hide(node.parentElement)
  }
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    field.style.caretColor = 'transparent'
    if (field.value.includes('retoma-e2e-') || field.placeholder.includes('retoma-e2e-')) hide(field)
  }
  if (!live) return
  const times = '.answer-head > :not(strong), .working-time, .card-facts > span:not([class]), time'
  for (const time of document.querySelectorAll(times)) hide(time)
}

test('the first run and what is empty', async ({ world }) => {
  const model = await world.model()
  const retoma = await start(world)
  const { page } = retoma
  await expect(page.getByRole('heading', { name: 'Welcome to Retoma' })).toBeVisible()
  await picture(retoma, 'welcome')
  await page.getByRole('button', { name: /^Your own model/ }).click()
  await picture(retoma, 'welcome-own-model')
  await retoma.useModel(model)
  await expect(page.getByText('No sessions yet').first()).toBeVisible()
  await picture(retoma, 'empty')
  await page.keyboard.press('ControlOrMeta+n')
  await page.getByLabel('Id', { exact: true }).fill('not an id')
  await picture(retoma, 'new-session')
  await retoma.create('first-one')
  await picture(retoma, 'empty-session')
})

test('a conversation as it was left, what is beside it and over it', async ({ world }) => {
  writeFixed(world)
  const retoma = await start(world)
  const { page, transcript } = retoma
  await retoma.usePractice()
  await page.reload()
  await retoma.open('typed-cache')
  await retoma.expectAnswer('a benchmark')
  await picture(retoma, 'conversation')
  await transcript.getByRole('button', { name: /npm test/ }).click()
  await transcript.getByText('Make it generic').evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await picture(retoma, 'tools')
  await resize(retoma, 1200, 640)
  await page.keyboard.press('ControlOrMeta+i')
  await expect(page.getByRole('complementary', { name: 'About this session' })).toBeVisible()
  await picture(retoma, 'inspector')
  await page.keyboard.press('ControlOrMeta+i')
  await resize(retoma, ...size)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('generic')
  await expect(page.getByRole('search').getByText(/of \d/)).toBeVisible()
  await picture(retoma, 'find')
  await page.keyboard.press('Escape')
  await resize(retoma, 760, 700)
  await picture(retoma, 'narrow')
  await page.keyboard.press('ControlOrMeta+b')
  await expect(retoma.row('regex')).toBeInViewport()
  await picture(retoma, 'narrow-list')
  await page.keyboard.press('Escape')
  await resize(retoma, ...size)
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByPlaceholder('Find a session or a command')).toBeFocused()
  await picture(retoma, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(retoma, 'keys')
  await page.keyboard.press('Escape')
  await retoma.call('settings.set', { language: 'pt-BR' })
  await expect(page.getByRole('textbox', { name: 'Mensagem', exact: true })).toBeVisible()
  await picture(retoma, 'portuguese')
})

test('pages, and sessions with a problem', async ({ world }) => {
  writeFixed(world)
  writeBroken(world)
  const retoma = await start(world)
  const { page } = retoma
  await retoma.usePractice()
  await page.reload()
  await retoma.row('empty-one').click()
  await expect(page.getByText('This session has no content.')).toBeVisible()
  await picture(retoma, 'problem-empty')
  await retoma.row('damaged').click()
  await expect(page.getByText('This session is damaged')).toBeVisible()
  await picture(retoma, 'problem-damaged')
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await picture(retoma, 'settings')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('clean up')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Clean up' })).toBeVisible()
  await picture(retoma, 'clean-up')
})

test('what asks, waits and fails', async ({ world }) => {
  const model = await world.model()
  const retoma = await start(world)
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('asking', { title: 'Make the cache generic', folder: world.folder })
  const file = join(world.folder, 'cache.ts')
  writeFileSync(file, 'export const a = 1\nexport const b = 2\n')
  const ask = transcript.getByRole('region', { name: /Permission needed|Copilot asks/ })
  model.enqueue(
    calls('edit', { path: file, old_str: 'const a = 1', new_str: 'const a: number = 1' }, { text: 'I change it.' }),
    calls('ask_user', { question: 'Which colour should the badge have?', choices: ['Green', 'Amber'] }),
    says('It begins well and then', { chunkSize: 6, holdAfter: 3 }),
  )
  await retoma.send('Make it typed')
  await expect(ask.getByRole('button', { name: 'Allow once' })).toHaveAttribute('aria-disabled', 'false')
  await picture(retoma, 'permission', true)
  await ask.getByRole('button', { name: 'Allow once' }).click()
  await expect(ask.getByText('Which colour should the badge have?')).toBeVisible()
  await picture(retoma, 'question', true)
  await ask.getByRole('button', { name: 'Green' }).click()
  await retoma.expectAnswer(/It begins/)
  await retoma.send('This one waits in the queue')
  await expect(page.getByRole('button', { name: 'Remove' })).toBeInViewport()
  await picture(retoma, 'queued', true)
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(transcript.getByText('You stopped this answer.')).toBeVisible()
  model.route(() => refuses(400, 'The model does not take this'))
  await retoma.create('failing', { title: 'A model that refuses' })
  await retoma.send('Will this do?')
  await expect(transcript.getByText('The provider rejected the request.')).toBeVisible({ timeout: 30_000 })
  await picture(retoma, 'failed', true)
})
