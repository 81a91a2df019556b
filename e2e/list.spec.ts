import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { minute, write } from './closedSessions.ts'
import { picturesOf, resize } from './windowSize.ts'

/** Six sessions with something said in them, two in which nothing was, and one of a sub-agent. */
async function start(world: World): Promise<Retoma> {
  write(world, { id: 'cache', title: 'Typed cache', repository: 'octo/web', branch: 'main' })
  write(world, { id: 'login', title: 'Flaky login test', ago: 2 * minute, repository: 'octo/web', branch: 'login' })
  write(world, { id: 'notes', title: 'Release notes', ago: 3 * minute, repository: 'octo/docs' })
  write(world, { id: 'schema', title: 'Move to the new schema', ago: 26 * 60 * minute })
  write(world, { id: 'regex', title: 'A pattern for dates', ago: 27 * 60 * minute })
  write(world, { id: 'monad', title: 'What is a monad?', ago: 80 * 24 * 60 * minute })
  write(world, { id: 'silent', prompt: null })
  write(world, { id: 'quiet', prompt: null })
  write(world, { id: 'child', prompt: 'Look for callers', parent: 'cache' })
  const retoma = await world.launch()
  await retoma.usePractice()
  await expect(retoma.row('cache')).toBeVisible()
  return retoma
}

/** The ids that the list shows, from the top down. */
const ids = (retoma: Retoma): Promise<readonly (string | null)[]> =>
  retoma.list.locator('[data-session-id]').evaluateAll((all) => all.map((one) => one.getAttribute('data-session-id')))

const headings = (retoma: Retoma): Promise<readonly string[]> =>
  retoma.list
    .locator('.list-heading')
    .evaluateAll((all) => all.map((one) => [...one.querySelectorAll('span')].map((part) => part.textContent).join(' ')))

test('what stands aside is counted, and one click shows it', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  expect(await ids(retoma)).toEqual(['cache', 'login', 'notes', 'schema', 'regex', 'monad'])
  const hidden = page.getByRole('button', { name: '3 hidden' })
  await expect(hidden).toHaveAccessibleDescription('2 empty, 1 of a sub-agent. Show all sessions')
  await hidden.press('Enter')
  await expect.poll(() => ids(retoma)).toHaveLength(9)
  // The button is gone: who pressed it by the keyboard goes on in the list.
  await expect(retoma.list.locator('[data-session-id]:focus')).toHaveCount(1)
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('everything')
  await expect(page.getByRole('button', { name: /hidden/ })).toHaveCount(0)

  // The views count them, by number and by name.
  await page.keyboard.press('ControlOrMeta+Shift+v')
  await expect(page.getByRole('menuitemcheckbox', { name: /Empty/ })).toContainText('2')
  await page.getByRole('menuitemcheckbox', { name: /Sub-agents/ }).click()
  await expect.poll(() => ids(retoma)).toEqual(['child'])
  await page.keyboard.press('ControlOrMeta+6')
  await expect.poll(() => ids(retoma)).toEqual(['quiet', 'silent'])
  await page.keyboard.press('ControlOrMeta+1')
  await expect.poll(() => ids(retoma)).toHaveLength(6)
})

test('groups, sorts and folds; the next start has it as it was', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  await page.getByRole('button', { name: 'Group and sort' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Repository' }).click()
  await expect.poll(() => headings(retoma)).toEqual(['octo/docs 1', 'octo/web 2', 'No repository 3'])
  await page.keyboard.press('ControlOrMeta+Shift+n')
  await page.getByRole('menuitemcheckbox', { name: 'Title' }).click()
  await expect.poll(() => ids(retoma)).toEqual(['notes', 'login', 'cache', 'regex', 'schema', 'monad'])

  // By keyboard: the group of the row, and back.
  await retoma.row('cache').focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => ids(retoma)).toEqual(['notes', 'regex', 'schema', 'monad'])
  const folded = retoma.list.getByRole('option', { name: 'octo/web: 2 sessions, folded' })
  await expect(folded).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(retoma.row('regex')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await expect(retoma.row('login')).toBeFocused()
  // By mouse.
  await retoma.list.getByText('No repository').click()
  await expect.poll(() => ids(retoma)).toEqual(['notes', 'login', 'cache'])
  await page.getByRole('main').hover()
  await halfASecond()
  await retoma.kill()

  const after = await world.launch()
  await expect.poll(() => headings(after)).toEqual(['octo/docs 1', 'octo/web 2', 'No repository 3'])
  expect(await ids(after)).toEqual(['notes', 'login', 'cache'])
})

test('filters by typing, by mouse and by keyboard in the language of searches, turned around and taken away', async ({
  world,
}) => {
  const retoma = await start(world)
  const { page } = retoma
  await retoma.call('session.mark', {
    changes: [
      { id: 'cache', tags: ['Release'] },
      { id: 'login', unread: true },
    ],
  })
  const box = page.getByRole('textbox', { name: 'Filter sessions' })
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await page.keyboard.type('-ta')
  await page.keyboard.press('Tab')
  await page.keyboard.type('rel')
  // The tag was given a moment ago.
  await expect(page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')).toHaveText(/Release/)
  await page.keyboard.press('Tab')
  await expect(box).toHaveValue('')
  await expect.poll(() => ids(retoma)).toEqual(['login', 'notes', 'schema', 'regex', 'monad'])
  const chips = page.getByRole('list', { name: 'Filters' })
  await chips.getByRole('button', { name: 'Tag not Release: show the others instead' }).click()
  await expect.poll(() => ids(retoma)).toEqual(['cache'])
  await chips.getByRole('button', { name: 'Remove the filter Tag Release' }).click()
  await expect(chips).toHaveCount(0)
  await expect.poll(() => ids(retoma)).toHaveLength(6)

  await page.getByRole('button', { name: 'Add a filter' }).click()
  await page.getByRole('menuitem', { name: /Repository/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Leave these out instead' }).click()
  await page.getByRole('menuitem', { name: 'not octo/docs' }).click()
  await expect.poll(() => ids(retoma)).toEqual(['cache', 'login', 'schema', 'regex', 'monad'])
  await box.fill('login since:2w')
  await expect.poll(() => ids(retoma)).toEqual(['login'])
  await box.press('Backspace')
  await expect(page.getByRole('button', { name: /\d hidden/ })).toBeVisible()
  await expectAccessible(retoma, 'a filtered list')
  await retoma.picture('list-filtered')
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect.poll(() => ids(retoma)).toHaveLength(6)
})

test('a view keeps filter, groups and order; one key shows it, after a restart too', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  await page.getByRole('textbox', { name: 'Filter sessions' }).fill('repo:octo ')
  await page.keyboard.press('ControlOrMeta+Shift+v')
  await page.getByRole('menuitem', { name: 'Save as a view…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save as a view' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('Work')
  await dialog.getByLabel('Group by').selectOption('Repository')
  await expectAccessible(retoma, 'the dialog of a view')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'View: Work' })).toBeVisible()
  await expect.poll(() => headings(retoma)).toEqual(['octo/docs 1', 'octo/web 2'])
  await page.keyboard.press('ControlOrMeta+1')
  await expect.poll(() => ids(retoma)).toHaveLength(6)
  await retoma.kill()

  const after = await world.launch()
  await after.page.keyboard.press('ControlOrMeta+8')
  await expect.poll(() => headings(after)).toEqual(['octo/docs 1', 'octo/web 2'])
  await after.page.getByRole('button', { name: 'View: Work' }).click()
  await after.page.getByRole('menuitem', { name: 'Remove “Work”' }).click()
  await expect.poll(() => ids(after)).toHaveLength(6)
  await after.page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => headings(after)).toEqual(['octo/docs 1', 'octo/web 2'])
})

test('archives, finds it, brings it back', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  await retoma.row('login').focus()
  await page.keyboard.press('ControlOrMeta+Shift+y')
  await expect.poll(() => ids(retoma)).toEqual(['cache', 'notes', 'schema', 'regex', 'monad'])
  await expect(page.getByRole('button', { name: '4 hidden' })).toBeVisible()
  const box = page.getByRole('textbox', { name: 'Filter sessions' })
  await box.fill('flaky')
  await expect.poll(() => ids(retoma)).toEqual(['login'])
  await expect(retoma.row('login')).toContainText('archived')
  // It is not hidden, and not counted as such.
  await expect(page.getByRole('button', { name: '8 hidden' })).toHaveAccessibleDescription(
    '2 empty, 1 of a sub-agent, 5 by the filter. Show all sessions',
  )
  await page.getByRole('button', { name: 'Clear the filter' }).press('Enter')
  await expect(box).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => ids(retoma)).toHaveLength(6)

  // Put away, until something is said in it.
  await retoma.create('chat')
  await retoma.send('What is a functor?')
  await retoma.expectIdle()
  await retoma.row('chat').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect.poll(() => ids(retoma)).toHaveLength(6)
  await retoma.kill()
  const after = await world.launch()
  await expect.poll(() => ids(after)).toHaveLength(6)
  await after.page.keyboard.press('ControlOrMeta+5')
  await after.open('chat')
  await after.send('And a monad?')
  await expect(after.page.getByRole('button', { name: 'View: Archived 0' })).toBeVisible()
  await after.page.keyboard.press('ControlOrMeta+1')
  await expect.poll(() => ids(after)).toEqual(['chat', 'cache', 'login', 'notes', 'schema', 'regex', 'monad'])
})

test('many at once, by mouse and by keyboard: each action, and the way back', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  await retoma.row('cache').click({ modifiers: ['ControlOrMeta'] })
  await retoma.row('notes').click({ modifiers: ['Shift'] })
  const bar = page.getByRole('toolbar', { name: 'Selected sessions' })
  await expect(bar).toContainText('3 selected')
  await expect(retoma.list.getByRole('option', { selected: true })).toHaveCount(3)
  await expectAccessible(retoma, 'a selection')
  await retoma.picture('list-selection')

  await bar.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect.poll(() => headings(retoma)).toContain('Pinned 3')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => headings(retoma)).not.toContain('Pinned 3')

  await retoma.row('login').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy the ids' }).click()
  await expect.poll(() => retoma.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('cache\nlogin\nnotes')

  // Tags of all of them.
  await bar.getByRole('button', { name: 'Change tags…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Tags of 3 sessions' })
  await page.keyboard.type('q3, Release')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('on 3 of 3')).toHaveCount(2)
  await dialog.getByRole('button', { name: 'Take “q3” from all' }).click()
  await expect(dialog.getByText('on 3 of 3')).toHaveCount(1)
  await expectAccessible(retoma, 'tags of many')
  await page.keyboard.press('Escape')
  const rows = await retoma.call('session.list', {})
  expect(
    rows
      .filter(({ tags }) => tags.join() === 'Release')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(['cache', 'login', 'notes'])

  // By keyboard from here on.
  await page.keyboard.press('Escape')
  await retoma.row('schema').focus()
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar).toContainText('3 selected')
  await page.keyboard.press('ControlOrMeta+u')
  await expect.poll(async () => (await retoma.call('session.list', {})).filter(({ unread }) => unread)).toHaveLength(3)
  await page.keyboard.press('ControlOrMeta+Shift+y')
  await expect.poll(() => ids(retoma)).toEqual(['cache', 'login', 'notes'])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => ids(retoma)).toHaveLength(6)
  await retoma.row('cache').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(bar).toContainText('6 selected')
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click()
  await expect.poll(() => ids(retoma)).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => ids(retoma)).toHaveLength(6)
  await expect.poll(async () => (await retoma.call('session.list', {})).filter(({ unread }) => unread)).toHaveLength(3)
})

test('whatever goes away with what was done, the keyboard goes on where one is', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  const bar = page.getByRole('toolbar', { name: 'Selected sessions' })
  await retoma.row('cache').focus()
  await page.keyboard.press('Control+Space')
  await bar.getByRole('button', { name: 'Archive', exact: true }).press('Enter')
  await expect(bar).toHaveCount(0)
  await expect(retoma.list.locator('[data-session-id]:focus')).toHaveCount(1)

  // Nothing is listed, and the way out of that goes with it.
  await page.keyboard.press('ControlOrMeta+2')
  await page.getByRole('button', { name: 'Show all sessions' }).press('Enter')
  await expect(retoma.list.locator('[data-session-id]:focus')).toHaveCount(1)

  // A dialog of which the row is gone meanwhile.
  await retoma.open('notes')
  await retoma.row('login').focus()
  await page.keyboard.press('F2')
  await expect(page.getByRole('dialog').getByLabel('Title')).toBeFocused()
  await retoma.call('session.delete', { ids: ['login'] })
  await expect(retoma.row('login')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(retoma.composer).toBeFocused()
})

test('of many tags the menu offers the last ones, and the box all', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  const tags = (first: number): string[] => Array.from({ length: 20 }, (_, n) => `tag-${first + n}`)
  await retoma.call('session.mark', {
    changes: [
      { id: 'cache', tags: tags(1) },
      { id: 'login', tags: tags(21) },
    ],
  })
  const box = page.getByRole('textbox', { name: 'Filter sessions' })
  await box.fill('cache')
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await page.getByRole('menuitem', { name: /Tag/ }).click()
  await expect(page.getByRole('menuitem', { name: /^tag-/ })).toHaveCount(30)
  await page.getByRole('menuitem', { name: '10 more: type them in the box' }).click()
  await expect(box).toHaveValue('cache tag:')
  await expect(box).toBeFocused()
  await page.keyboard.type('tag-19')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('tag-19')
  await expect.poll(() => ids(retoma)).toEqual(['cache'])
})

test('what is selected and not shown is said, and left alone until it is shown', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  const bar = page.getByRole('toolbar', { name: 'Selected sessions' })
  const box = page.getByRole('textbox', { name: 'Filter sessions' })
  const said = bar.getByText(/hidden and left alone/)
  await retoma.row('cache').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(bar).toContainText('6 selected')
  await expect(said).toHaveCount(0)

  await box.fill('schema')
  await expect.poll(() => ids(retoma)).toEqual(['schema'])
  await expect(bar).toContainText('1 selected')
  await expect(said).toHaveText('5 selected are hidden and left alone.')
  await expectAccessible(retoma, 'a selection of which some is hidden')
  await picturesOf(retoma, 'list-selection-hidden')
  await retoma.row('schema').click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Rename session' })).toBeVisible()
  await page.keyboard.press('Escape')
  await bar.getByRole('button', { name: 'Move to the trash…' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('Move to the new schema')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click()
  await expect.poll(async () => (await retoma.call('trash.list', {})).map(({ id }) => id)).toEqual(['schema'])

  // Those that were hidden are selected still, and one click shows them.
  await expect(said).toContainText('5 selected')
  await bar.getByRole('button', { name: 'Show' }).click()
  await expect.poll(() => ids(retoma)).toEqual(['cache', 'login', 'notes', 'regex', 'monad'])
  await expect(bar).toContainText('5 selected')
  await expect(said).toHaveCount(0)

  // A folded group stands in the list: what is in it is meant, and said.
  await retoma.list.getByText('Today').click()
  await expect.poll(() => ids(retoma)).toEqual(['regex', 'monad'])
  await expect(bar).toContainText('3 of them are in folded groups.')
  await bar.getByRole('button', { name: 'Show' }).click()
  await expect.poll(() => ids(retoma)).toHaveLength(5)
  await expect(bar).not.toContainText('folded')

  // What an action takes out of the list is not selected any longer.
  await bar.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect.poll(() => ids(retoma)).toEqual([])
  await expect(bar).toHaveCount(0)
  // Among those that stand aside, and chosen there: shown with everything.
  await page.keyboard.press('ControlOrMeta+5')
  await expect.poll(() => ids(retoma)).toHaveLength(5)
  await retoma.row('login').click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('ControlOrMeta+4')
  await expect(said).toHaveText('1 selected is hidden and left alone.')
  await bar.getByRole('button', { name: 'Show' }).click()
  await expect(retoma.row('login')).toHaveAttribute('aria-selected', 'true')
  await expect(bar).toContainText('1 selected')
})

test('details say what a session is, where it lies, how it is and what belongs to it', async ({ world }) => {
  for (let n = 1; n <= 7; n += 1) {
    const prompt = `Look for what is called from elsewhere, in the whole of part ${n}, and tell where it is`
    write(world, { id: `child-${n}`, prompt, parent: 'cache', ago: n * minute })
  }
  const retoma = await start(world)
  const { page } = retoma
  await retoma.call('list.colourTag', { tag: 'release', colour: 'teal' })
  await retoma.open('cache')
  await page.keyboard.press('ControlOrMeta+i')
  const about = page.getByRole('complementary', { name: 'About this session' })
  const facts = (): Promise<Record<string, string>> =>
    about
      .locator('.fact')
      .evaluateAll((all) =>
        Object.fromEntries(
          all.map((one) => [one.querySelector('dt')?.textContent ?? '', one.querySelector('dd')?.textContent ?? '']),
        ),
      )
  await expect.poll(async () => (await facts())['Turns']).toBe('1')
  await expect.poll(async () => (await facts())['Size on disk']).toMatch(/^\d.* (bytes|kB)$/)
  const known = await facts()
  expect(known).toMatchObject({
    Id: 'cache',
    'Made by': 'Retoma',
    Folder: world.folder,
    Repository: 'octo/web',
    Branch: 'main',
    Health: 'Sound, as far as seen',
  })
  const day = new Intl.DateTimeFormat('en', { year: 'numeric' }).format(Date.now())
  for (const name of ['Created', 'Last activity']) expect(known[name]).toMatch(new RegExp(`${day}|:\\d\\d`))
  // What it began, as much as can be seen at once, and where that came from.
  await expect(about).toContainText('Look for callers')
  const begun = about.getByRole('list', { name: 'Its sub-agents' }).getByRole('listitem')
  await expect(begun).toHaveCount(5)
  await about.getByRole('button', { name: 'Show all 8' }).press('Enter')
  await expect(begun).toHaveCount(8)
  expect(await about.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  await expectAccessible(retoma, 'details')
  await expect(about.getByRole('heading', { name: 'Bookmarks' })).toBeVisible()
  await about.getByRole('button', { name: /Look for callers/ }).click()
  await expect(about).toContainText('Typed cache')
  await expect.poll(async () => (await facts())['Id']).toBe('child')
})

test('colours of tags, in every list, after a restart; in any width and theme', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  await retoma.call('session.mark', {
    changes: ['cache', 'login', 'schema'].map((id, at) => ({
      id,
      tags: [['release', 'q3', 'legacy'][at]!],
      unread: at === 1,
    })),
  })
  await retoma.call('list.colourTag', { tag: 'q3', colour: 'purple' })
  await retoma.call('list.colourTag', { tag: 'legacy', colour: 'orange' })
  await retoma.open('cache')
  await page.keyboard.press('ControlOrMeta+i')
  await page.getByRole('button', { name: 'Colour of “release”' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Teal' }).click()
  await expect(page.locator('.marks-tag.tag-teal')).toBeVisible()
  await halfASecond()
  await retoma.kill()
  const after = await world.launch()
  // Small, but seen and named.
  const tag = after.row('cache').locator('.tag-teal')
  await expect(tag).toBeVisible()
  await expect(after.row('cache')).toHaveAccessibleName(/release/)
  const widthOf = async (): Promise<number> => (await tag.boundingBox())?.width ?? 0
  expect(await widthOf()).toBe(8)
  // What a list that is still being read puts under a pointer that rests is no wish for a tip.
  await expect(async () => {
    await after.page.getByRole('main').hover()
    await tag.hover()
    await expect(after.page.locator('.tip')).toHaveText('release', { timeout: 2_000 })
  }).toPass()
  await picturesOf(after, 'list-dots')
  await after.page.getByRole('separator', { name: 'Width of the list' }).focus()
  for (let step = 0; step < 8; step += 1) await after.page.keyboard.press('ArrowRight')
  await expect.poll(widthOf).toBeGreaterThan(30)
  await after.page.getByRole('button', { name: 'Group and sort' }).click()
  await after.page.getByRole('menuitemcheckbox', { name: 'Tag', exact: true }).click()
  await resize(after, 1600, 900)
  await expectAccessible(after, 'coloured tags')
  await after.picture('list-colours')
})
