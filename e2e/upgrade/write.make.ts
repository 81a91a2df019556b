import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, halfASecond, test } from '../app.ts'
import type { Retoma } from '../app.ts'
import { calls, echo, says } from '../model/reply.ts'
import { pack } from './fixture.ts'
import type { Expected } from './fixture.ts'

const version = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
).version

/** What the app says of itself, as its window hears it. */
async function ask(retoma: Retoma): Promise<Expected> {
  const { settings, where } = await retoma.call('app.boot', {})
  const rows = await retoma.call('session.list', {})
  const opened = []
  for (const { id } of rows) opened.push([id, await retoma.call('session.open', { id })] as const)
  return {
    settings,
    where,
    window: await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
    rows,
    opened: Object.fromEntries(opened),
    bookmarks: await retoma.call('bookmark.list', {}),
    trash: await retoma.call('trash.list', {}),
  }
}

test('writes what this version leaves behind', async ({ world }) => {
  const model = await world.model(echo)
  const first = await world.launch()
  await first.useModel(model)
  const bookmark = async (sessionId: string, name: string, description: string): Promise<void> => {
    const turn = (await first.call('session.open', { id: sessionId })).state.turns[0]
    const itemId = turn?.items.find((item) => item.kind === 'message')?.id ?? null
    await first.call('bookmark.add', { sessionId, turnId: turn?.id ?? '', itemId, name, description })
  }

  await first.create('notes-on-herons', { title: 'Notes on herons' })
  for (const text of ['Where do herons sleep?', 'E como se diz “heron” em português? 🪶']) {
    await first.send(text)
    await first.expectIdle()
  }
  await bookmark('notes-on-herons', 'herons_sleep', 'Where the answer begins')

  await first.create('agent-work', { folder: world.folder })
  model.enqueue(calls('bash', { command: 'touch made', description: 'Make a file' }), says('It is done.'))
  await first.send('Do something useful')
  const card = first.transcript.getByRole('region', { name: /Permission needed/ })
  await card.getByRole('button', { name: 'Allow once' }).click()
  await first.expectAnswer('It is done.')
  await first.expectIdle()
  await first.call('session.rename', { id: 'agent-work', title: 'Useful work' })

  await first.create('mended', { title: 'A mended one' })
  for (const text of ['First words', 'Second words']) {
    await first.send(text)
    await first.expectIdle()
  }

  await first.create('thrown-away', { title: 'Thrown away' })
  await first.send('Nobody needs this')
  await first.expectIdle()
  await bookmark('thrown-away', 'still_marked', '')
  await first.open('notes-on-herons')
  await first.call('draft.save', {
    id: 'thrown-away',
    draft: { text: 'a draft that goes along', selectionStart: 3, selectionEnd: 3 },
  })
  const [gone] = await first.call('session.delete', { ids: ['thrown-away'] })
  expect(gone?.error).toBe(null)
  await first.quit()

  const log = join(world.home, 'session-state/mended/events.jsonl')
  const lines = readFileSync(log, 'utf8').split('\n')
  writeFileSync(log, [...lines.slice(0, 5), 'power failed he', ...lines.slice(5)].join('\n'))

  const second = await world.launch()
  await second.call('health.repair', { id: 'mended', refused: null })
  await second.create('cut-short')
  model.enqueue(says('The beginning of an answer that was never finished', { chunkSize: 6, holdAfter: 6 }))
  await second.send('Tell me everything')
  await second.expectAnswer(/The beginning of an answer/)
  for (const text of ['And then this', '  and, with white space kept,\n\tthat  ']) {
    await second.call('session.send', { id: 'cut-short', text })
  }
  await expect
    .poll(async () => JSON.stringify((await second.call('session.open', { id: 'cut-short' })).state.active?.items))
    .toContain('an answer')
  await halfASecond()
  await second.kill()

  const third = await world.launch()
  await third.create('only-planned', { title: 'Only planned' })
  await third.open('notes-on-herons')
  await third.type('  half a thought')
  await third.page.keyboard.press('Shift+Enter')
  await third.page.keyboard.press('ArrowLeft')
  await third.page.keyboard.press('Shift+ArrowLeft')
  await third.call('draft.save', {
    id: 'only-planned',
    draft: { text: 'never sent,\nof two lines', selectionStart: 6, selectionEnd: 10 },
  })
  const { state } = await third.call('session.open', { id: 'agent-work' })
  await third.call('anchor.save', {
    id: 'agent-work',
    anchor: { turnId: state.turns[0]?.id ?? '', offset: 12, atEnd: false },
  })
  await third.call('session.markUnread', { id: 'agent-work' })
  await third.call('settings.set', {
    theme: 'dark',
    language: 'en',
    sendKey: 'modEnter',
    onClose: 'quit',
    idTemplate: 'task-{topic}',
    trashDays: 0,
    notifications: { needsYou: true, done: false, failed: true },
  })
  await third.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1180, height: 760 }),
  )
  await third.page.keyboard.press('ControlOrMeta+i')
  await expect(third.page.getByRole('complementary', { name: 'About this session' })).toBeVisible()
  await halfASecond()
  await third.quit()

  // What it says after a start is what the next version has to say after its own.
  const last = await world.launch()
  await expect(last.composer).toHaveValue('  half a thought\n')
  const expected = await ask(last)
  await last.quit()
  const standing = {
    HOME: world.home,
    DATA: world.userData,
    FOLDER: world.folder,
    MODEL: model.baseUrl,
    BASE: dirname(world.home),
  }
  const path = join(import.meta.dirname, `${version}.json`)
  writeFileSync(path, `${JSON.stringify(pack(standing, version, expected), null, 1)}\n`)
  console.log(`Written: ${path}`)
})
