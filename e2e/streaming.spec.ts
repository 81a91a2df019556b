import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { says } from './model/reply.ts'

const answer = `# What the cache does

It keeps **numbers** by name, see [the notes](https://example.org/notes) and \`get\`.

\`\`\`ts
export function get(key: string): number | undefined {
  // - not a list, | not a table |

  return store.get(key)
}
\`\`\`

1. the map stays
   - inside of it, *order* is kept
2. a miss is no error

| Step | Before | After |
| --- | ---: | ---: |
| read | 12 ms | 11 ms |
| write | 31 ms | 9 ms |

> Measure first.

- [x] types
- [ ] a benchmark

The end of it.`

interface Watched {
  /** What was seen that may not be, one line for each. */
  readonly wrong: string[]
  /** In how many states the answer was seen. */
  states: number
  on: boolean
}

/** Looks at the answer in every frame: what stands there stays what it is and where it is, and no sign of Markdown shows. */
async function watch(retoma: Retoma): Promise<() => Promise<Omit<Watched, 'on'>>> {
  await retoma.transcript.evaluate((box) => {
    const watched: Watched = { wrong: [], states: 0, on: true }
    Object.assign(window, { watched })
    let before: { readonly element: Element; readonly tag: string; readonly top: number }[] = []
    let text = ''
    // The answers before this one are no concern of it.
    let answer = [...box.querySelectorAll('.md')].at(-1)
    const note = (what: string): void => {
      if (watched.wrong.length < 20) watched.wrong.push(`${what}: …${text.slice(-60)}`)
    }
    const look = (): void => {
      const shown = [...box.querySelectorAll('.md')].at(-1)
      if (shown === undefined || (shown === answer && before.length === 0)) return
      if (shown !== answer) before = []
      answer = shown
      const { top } = shown.getBoundingClientRect()
      const now = [...shown.children].map((element) => ({
        element,
        tag: element.tagName,
        top: Math.round(element.getBoundingClientRect().top - top),
      }))
      const words = shown.textContent
      if (words === text) return
      text = words
      watched.states += 1
      if (now.length < before.length) note(`${before.length} parts became ${now.length}`)
      for (const [index, part] of before.entries()) {
        const same = now[index]
        if (same === undefined) continue
        if (same.element !== part.element) note(`${part.tag} was made anew as ${same.tag}`)
        if (same.top !== part.top) note(`${part.tag} moved from ${part.top} to ${same.top}`)
      }
      const outside = [...shown.querySelectorAll(':scope > :not(figure)')].map((one) => one.textContent).join('\n')
      const sign = /```|\*\*|\|\s*-|\]\(|^#|\[x?\s?\]/m.exec(outside)
      if (sign !== null) note(`“${sign[0]}” showed`)
      before = now
    }
    const frame = (): void => {
      look()
      if (watched.on) requestAnimationFrame(frame)
    }
    frame()
  })
  return () =>
    retoma.page.evaluate(() => {
      const { watched } = window as unknown as { watched: Watched }
      watched.on = false
      return { wrong: watched.wrong, states: watched.states }
    })
}

test('an answer streams without a flicker: nothing that stands there moves, changes its kind or shows its signs', async ({
  world,
}) => {
  const model = await world.model()
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('streams')
  model.enqueue(says('Ready.'), says(answer, { chunkSize: 3, delayMs: 8 }))
  await retoma.send('Are you there?')
  await retoma.expectAnswer('Ready.')
  await retoma.expectIdle()
  const watched = await watch(retoma)
  await retoma.send('What does it do?')
  await retoma.expectAnswer('The end of it.')
  await retoma.expectIdle()
  const { wrong, states } = await watched()
  expect(wrong).toEqual([])
  // It was seen coming, not only when it was there.
  expect(states).toBeGreaterThan(8)
  await expect(retoma.transcript.getByRole('table')).toHaveCount(1)
  await expect(retoma.transcript.getByRole('listitem').filter({ hasText: 'a benchmark' })).toBeVisible()
})
