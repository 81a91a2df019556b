import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { until } from './patience.ts'
import { attachedIn, boxOf, talkers, type Bench } from './work.ts'
import { checkBox, show } from './writing.ts'

/** Attaches a file by a dialog, or pastes a picture; each has a name and bytes that no other has. */
export async function attach(bench: Bench): Promise<void> {
  const { app, truth, random } = bench
  const id = random.pick(talkers(bench).filter(({ draft }) => draft.latest().attached.length < 3))?.id
  const isPicture = random.chance(0.5)
  const n = bench.next()
  if (id === undefined) return
  await show(bench, id)
  const name = isPicture ? `shot-${n}.png` : `notes-${n}.txt`
  const { draft } = truth.session(id)
  const { draft: written, attached } = draft.latest()
  bench.note(`attaches ${name} in ${id}`)
  const asked = draft.ask({ draft: written, attached: [...attached, name], sent: null })
  await boxOf(app.page).focus({ timeout: 10_000 })
  if (isPicture) await paste(bench, name, pictureOf(n))
  else {
    const path = join(bench.project, name)
    writeFileSync(path, `The words of file ${n}\n`)
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await app.page.keyboard.press('ControlOrMeta+Shift+a')
  }
  const there = await until(async () => (await attachedIn(app.page)).includes(name), 10_000)
  if (!there) throw new Error(`${name} was not attached in ${id}`)
  asked.owed(Date.now())
  await checkBox(bench, id)
}

/** Takes off what is attached, one at a time. */
export async function detach(bench: Bench): Promise<void> {
  const { app, truth, random } = bench
  const id = random.pick(talkers(bench).filter(({ draft }) => draft.latest().attached.length > 0))?.id
  if (id === undefined) return
  await show(bench, id)
  const { draft } = truth.session(id)
  const { draft: written, attached } = draft.latest()
  const name = random.pick(attached)
  if (name === undefined) return
  bench.note(`takes ${name} off in ${id}`)
  const asked = draft.ask({ draft: written, attached: attached.filter((other) => other !== name), sent: null })
  await app.page.getByRole('button', { name: `Remove ${name}` }).click({ timeout: 10_000 })
  const gone = await until(async () => !(await attachedIn(app.page)).includes(name), 10_000)
  if (!gone) throw new Error(`${name} was not taken off in ${id}`)
  asked.owed(Date.now())
  await checkBox(bench, id)
}

/** As a screenshot tool leaves it: bytes without a file. */
async function paste({ app }: Bench, name: string, bytes: Buffer): Promise<void> {
  await boxOf(app.page).evaluate(
    (box, [base64, fileName]) => {
      const picture = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([picture], fileName, { type: 'image/png' }))
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    [bytes.toString('base64'), name] as const,
  )
}

/** A PNG of one pixel, in the n-th colour. */
export function pictureOf(n: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const pixel = Buffer.from([0, (n >> 16) & 255, (n >> 8) & 255, n & 255])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixel)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
