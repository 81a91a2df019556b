import { findAndReplace } from 'mdast-util-find-and-replace'
import type { Root } from 'mdast'
import type { Block } from './blocks.ts'
import { notePattern } from './lines.ts'

/** A footnote of a text. */
export interface Note {
  readonly label: string
  /** From 1, in the order in which the text refers to them. */
  readonly number: number
  /** Null while its definition has not come. */
  readonly text: string | null
}

const none: readonly Note[] = []
const reference = /\[\^([^\]\s]{1,100})\]/g
const labels = new WeakMap<Block, readonly string[]>()

/** The footnotes of a text that is cut into blocks. */
export function notesOf(text: string, blocks: readonly Block[]): readonly Note[] {
  if (!text.includes('[^')) return none
  const order = new Set<string>()
  const texts = new Map<string, string>()
  for (const block of blocks) {
    if (block.kind !== 'text') continue
    if (!block.note) for (const label of labelsIn(block, block.text)) order.add(label)
    else for (const [label, words] of definitionsIn(block.text)) if (!texts.has(label)) texts.set(label, words)
  }
  for (const label of texts.keys()) order.add(label)
  return Array.from(order, (label, index) => ({ label, number: index + 1, text: texts.get(label) ?? null }))
}

function labelsIn(block: Block, text: string): readonly string[] {
  const known = labels.get(block)
  if (known !== undefined) return known
  // What is code refers to nothing.
  const found = Array.from(text.replace(/`+[^`]*`+/g, '').matchAll(reference), (match) => key(match[1] ?? ''))
  labels.set(block, found)
  return found
}

/** Labels are told apart as Markdown does it: letters large or small are the same. */
function key(label: string): string {
  return label.toLowerCase()
}

function definitionsIn(text: string): readonly (readonly [string, string])[] {
  const found: [string, string][] = []
  for (const line of text.split('\n')) {
    const match = notePattern.exec(line)
    const last = found.at(-1)
    if (match !== null) found.push([key(match[1] ?? ''), match[2] ?? ''])
    else if (last !== undefined) last[1] += `\n${line.replace(/^(?: {1,4}|\t)/, '')}`
  }
  return found.map(([label, words]) => [label, words.trim()])
}

/** Makes nodes of what refers to a footnote; whether it is one is decided where it is shown. */
export function remarkNotes() {
  return (tree: Root): void => {
    findAndReplace(
      tree,
      [
        reference,
        (written: string, label: string) => {
          const data = { hName: 'retoma-note', hProperties: { label: key(label), written } }
          // Only Markdown's own nodes are known by their types.
          return { type: 'note', data } as never
        },
      ],
      { ignore: ['link', 'linkReference'] },
    )
  }
}
