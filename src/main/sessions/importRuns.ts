import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../trash/tree.ts'

/**
 * How far an import of several sessions came, for as long as it goes on: each session is whole or not there, but only this tells
 * a person after a crash that there were more.
 */
export interface ImportRun {
  readonly done: number
  readonly of: number
}

const shape = z.object({ version: z.literal(1), done: z.int().min(0), of: z.int().min(0) })
/** Beside the notes of single sessions; see importNotes.ts. */
const ENDING = '.run'

/** Notes how far an import came. */
export async function noteRun(folder: string, id: string, run: ImportRun): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeDurably(join(folder, `${id}${ENDING}`), JSON.stringify({ version: 1, ...run }))
}

/** It ended, and said what became of each. */
export async function endRun(folder: string, id: string): Promise<void> {
  await rm(join(folder, `${id}${ENDING}`), { force: true })
}

/** What was cut when the app ended, all together; null where nothing was. Told once. */
export async function takeCutRuns(folder: string): Promise<ImportRun | null> {
  const names = await readdir(folder).catch((): readonly string[] => [])
  const cut: ImportRun[] = []
  for (const name of names.filter((one) => one.endsWith(ENDING))) {
    const path = join(folder, name)
    const text = await readFile(path, 'utf8').catch(() => '')
    // Where it can't go it is told again: nobody's start fails by that.
    await rm(path, { force: true }).catch(() => undefined)
    const run = readRun(text)
    if (run !== null && run.done < run.of) cut.push(run)
  }
  return cut.reduce<ImportRun | null>(
    (all, run) => ({ done: (all?.done ?? 0) + run.done, of: (all?.of ?? 0) + run.of }),
    null,
  )
}

/** Null for what a full disk or a later version made of it: nobody's start fails by that. */
function readRun(text: string): ImportRun | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
