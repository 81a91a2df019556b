import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { OpenFiles } from './openFiles.ts'

/** A file that is open for less than about this long may be missed, in milliseconds. */
const EVERY = 1

const { parent, stopped } = workerData as { readonly parent: number; readonly stopped: Int32Array }

function childrenOf(pid: number): readonly string[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      return readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean)
    } catch {
      // It has ended meanwhile.
      return []
    }
  })
}

function openIn(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)]
      } catch {
        // Closed meanwhile.
        return []
      }
    })
  } catch {
    return []
  }
}

const isFile = (link: string): boolean => link.startsWith('/') && !/^\/(?:dev\/|memfd:)/u.test(link)

let most: OpenFiles = { files: 0, sockets: 0, pipes: 0, watchers: 0, paths: [] }
while (Atomics.load(stopped, 0) === 0) {
  for (const child of childrenOf(parent)) {
    const links = openIn(child)
    const count = (sort: RegExp): number => links.filter((link) => sort.test(link)).length
    const paths = links.filter(isFile)
    most = {
      files: Math.max(most.files, paths.length),
      sockets: Math.max(most.sockets, count(/^socket:/u)),
      pipes: Math.max(most.pipes, count(/^pipe:/u)),
      watchers: Math.max(most.watchers, count(/inotify/u)),
      paths: paths.length > most.files ? paths : most.paths,
    }
  }
  Atomics.wait(stopped, 0, 0, EVERY)
}
parentPort?.postMessage(most)
