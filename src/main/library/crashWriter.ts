import { writeSync } from 'node:fs'
import { createLibrary } from './library.ts'

// Run by a test as a process of its own: writes drafts without end and says which are acknowledged, until it is killed.
const [folder = '', first = '1'] = process.argv.slice(2)
const library = await createLibrary({
  folder,
  workerUrl: new URL('./worker.ts', import.meta.url),
  log: { error: () => process.exit(2) },
})
for (let n = Number(first); ; n += 1) {
  await library.putDraft('s', { text: `draft ${n}`, selectionStart: n, selectionEnd: n, attachments: [] })
  // Straight to the pipe: a stream of our own would hold acknowledgements back and make the test weaker.
  for (;;) {
    try {
      writeSync(1, `${n}\n`)
      break
    } catch (error) {
      // The pipe is full: whoever reads is slower than we are.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
