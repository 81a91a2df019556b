import { statSync } from 'node:fs'
import { join } from 'node:path'
import { createArchive } from '../../src/main/archive/archive.ts'
import type { WriteSpec } from '../../src/main/archive/methods.ts'
import { writeSession } from '../fixtures/generateHome.ts'
import { timed } from '../measure.ts'
import type { Measure } from '../measure.ts'

const MESSAGES = 5_000
const ID = 'bench-archive'
const never = new AbortController().signal

/** Exporting and importing a session of 5,000 messages, and looking for secrets in it. */
export const archive: Measure = {
  name: 'archive',
  run: async (context) => {
    const home = context.folder()
    writeSession(home, { id: ID, messages: MESSAGES, seed: 7, folder: home }, 'sdk')
    const worker = createArchive({
      home,
      clientName: 'retoma',
      workerUrl: new URL('../../src/main/archive/worker.ts', import.meta.url),
      log: { error: (event) => context.note(event) },
    })
    const path = join(home, 'out.json')
    const spec = (format: WriteSpec['choice']['format']): WriteSpec => ({
      session: {
        id: ID,
        title: 'Bench',
        titleIsManual: false,
        model: null,
        providerId: null,
        effort: null,
        kind: null,
        folder: null,
        origin: 'sdk',
        createdAt: 0,
        activeAt: 0,
        pinned: false,
        tags: [],
        notes: '',
        unread: false,
        archived: false,
        lineage: null,
      },
      path: format === 'json' ? path : `${path}.${format}`,
      beside: `${path}.part`,
      choice: { format, range: { kind: 'all' }, tools: true, reasoning: true, redact: false },
      language: 'en',
      locale: 'en',
      bookmarks: [],
      overlay: { partials: [], given: {}, usage: [], newer: [] },
      carried: { draft: null, queue: [], replies: {}, partials: [], prompts: [], usage: [], context: null },
      assets: [],
      at: 0,
    })
    // The worker is up when a person has chosen where to save.
    await worker.write(spec('plain'), never)
    const json = await timed(() => worker.write(spec('json'), never))
    context.note(`${Math.round(statSync(path).size / 1_000_000)} MB of JSON`)
    const back = await timed(async () => {
      const staged = await worker.stage({ kind: 'file', path }, never)
      await worker.place(staged.token, `${ID}-2`)
    })
    const markdown = await timed(() => worker.write(spec('markdown'), never))
    const html = await timed(() => worker.write(spec('html'), never))
    const secrets = await timed(() => worker.secrets(spec('json'), never))
    await worker.dispose()
    const line = (what: string, value: number, budget: number) =>
      ({ name: `5,000 messages: ${what}`, value, unit: 'ms', budget, better: 'lower' }) as const
    return [
      line('export as JSON, log included', json, 5_000),
      line('import again', back, 5_000),
      line('export as Markdown', markdown, 5_000),
      line('export as a web page', html, 5_000),
      line('look for secrets', secrets, 5_000),
    ]
  },
}
