import type { Asked } from './register.ts'
import { settled } from './settled.ts'
import { here, type Bench } from './work.ts'

/** Sets a bookmark at a turn of a session. */
export async function bookmark(bench: Bench, id: string): Promise<void> {
  const { app, truth, random } = bench
  const { state } = await app.call('session.open', { id })
  const turn = random.pick(state.turns)
  if (turn === undefined) return
  const name = `b${bench.next()}`
  bench.note(`sets the bookmark ${name} in ${id}`)
  const description = random.chance(0.3) ? '' : `Said ${name} ção`
  const mark = { sessionId: id, turnId: turn.id, itemId: null, name, description }
  await settled(bench, truth.bookmark(id, name, description), app.call('bookmark.add', mark))
}

/** Gives a bookmark of a session another description. */
export async function rebookmark(bench: Bench, id: string): Promise<void> {
  const marks = await bench.app.call('bookmark.list', {})
  const mark = bench.random.pick(marks.filter(({ sessionId }) => sessionId === id))
  if (mark === undefined) return
  const description = `Said again ${bench.next()}\n 日本 `
  bench.note(`describes the bookmark ${mark.name} of ${id}`)
  const asked = bench.truth.bookmark(id, mark.name, description)
  await settled(bench, asked, bench.app.call('bookmark.update', { id: mark.id, name: mark.name, description }))
}

/** Removes a bookmark of a session. */
export async function unbookmark(bench: Bench, id: string): Promise<void> {
  const marks = await bench.app.call('bookmark.list', {})
  const mark = bench.random.pick(marks.filter(({ sessionId }) => sessionId === id))
  if (mark === undefined) return
  bench.note(`removes the bookmark ${mark.name} of ${id}`)
  await settled(bench, bench.truth.bookmark(id, mark.name, null), bench.app.call('bookmark.remove', { id: mark.id }))
}

/** Marks as unread what nobody looks at and where nothing runs that could be read or missed meanwhile. */
export async function markUnread(bench: Bench): Promise<void> {
  const looked = bench.truth.shown.latest()
  // Where the window shows what it wants, that may be any of them.
  const id = bench.random.pick(here(bench).filter((one) => looked !== null && one.id !== looked))?.id
  if (id === undefined) return
  const { state, queue } = await bench.app.call('session.open', { id })
  if (state.active !== null || queue.some((message) => message.state !== 'paused')) return
  bench.note(`marks ${id} as unread`)
  const { unread, place } = bench.truth.session(id)
  const asked = unread.ask(true)
  const owed = (): void => {
    if (place.latest() === 'here') asked.owed()
  }
  await settled(bench, { ...asked, owed }, bench.app.call('session.markUnread', { id }))
}

/** Gives a session another title. */
export async function rename(bench: Bench, id: string): Promise<void> {
  const title = `Name ${bench.next()} ção`
  bench.note(`renames ${id} to ${title}`)
  const asked = bench.truth.session(id).title.ask(title)
  await settled(bench, asked, bench.app.call('session.rename', { id, title }))
}

/** Pins, tags or notes: what was asked of a session that is on its way into the trash may have come too late. */
export async function mark(bench: Bench, id: string, name: 'pin' | 'tag' | 'note'): Promise<void> {
  const { app, random } = bench
  const { marks, place } = bench.truth.session(id)
  const asked = (given: Asked): Asked => ({
    owed: () => {
      if (place.latest() === 'here') given.owed()
    },
    refused: () => given.refused(),
  })
  if (name === 'pin') {
    const pinned = !marks.pinned.latest()
    bench.note(`${pinned ? 'pins' : 'unpins'} ${id}`)
    await settled(bench, asked(marks.pinned.ask(pinned)), app.call('session.pin', { id, pinned }))
  } else if (name === 'tag') {
    const tags = Array.from({ length: random.int(0, 3) }, () => `t${bench.next()}`)
    bench.note(`tags ${id} with ${tags.join(' ')}`)
    await settled(bench, asked(marks.tags.ask(tags.join(' '))), app.call('session.tag', { id, tags }))
  } else {
    const notes = random.chance(0.1) ? '' : `Note ${bench.next()} ção\n  second line `
    bench.note(`notes ${JSON.stringify(notes)} at ${id}`)
    await settled(bench, asked(marks.notes.ask(notes)), app.call('session.note', { id, notes }))
  }
}
