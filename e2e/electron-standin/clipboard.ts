import { strict } from './strict.ts'

let text = ''

/** `clipboard`: one of the stand-in's own, so that tests leave the person's alone. */
export const clipboard = strict('clipboard', {
  readText: (): Promise<string> => Promise.resolve(text),
  writeText(value: string): Promise<void> {
    text = value
    return Promise.resolve()
  },
  has: (mimetype: string): Promise<boolean> => Promise.resolve(mimetype === 'text/plain' && text !== ''),
  clear(): void {
    text = ''
  },
})
