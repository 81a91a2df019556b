import { memo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useFilled } from '../ui/filling.ts'
import type { Block } from './blocks.ts'
import { BlockView } from './blockView.tsx'
import { guessHeight } from './guessHeight.ts'

/** So many blocks are compared as one: while a long text streams, nothing is done for those that are finished. */
const together = 24
/** So many groups are drawn with the message: those at its beginning and its end, where one comes to it. */
const first = 1
const last = 2

/**
 * The blocks of a text. Of a long one that is there already, most are drawn one group a frame, what is in view first: all of
 * it at once would hold the window up. What comes while it is shown is drawn as it comes.
 */
export function BlockGroups({
  blocks,
  definitions,
  open,
}: {
  readonly blocks: readonly Block[]
  readonly definitions: string
  readonly open: boolean
}): ReactNode {
  const groups = groupsOf(blocks)
  const [waiting] = useState(groups.length - last)
  return groups.map((group, index, { length }) => (
    <BlockGroup
      key={index}
      blocks={group}
      definitions={definitions}
      open={open && index === length - 1}
      atOnce={index < first || index >= waiting}
      end={groups[index + 1]?.[0]?.start ?? null}
    />
  ))
}

function groupsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  return Array.from({ length: Math.ceil(blocks.length / together) }, (_, group) =>
    blocks.slice(group * together, (group + 1) * together),
  )
}

interface GroupProps {
  readonly blocks: readonly Block[]
  readonly definitions: string
  /** Whether the last of them may still grow. */
  readonly open: boolean
  readonly atOnce: boolean
  /** Where the next group begins in the text; null for the last one, which never waits. */
  readonly end: number | null
}

const BlockGroup = memo(function BlockGroup({ blocks, definitions, open, atOnce, end }: GroupProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const filled = useFilled(place, atOnce)
  if (!filled)
    return (
      <div
        ref={place}
        className="md-waiting"
        aria-busy="true"
        style={{ height: guessHeight(blocks) }}
        data-from={blocks[0]?.start}
        data-to={end}
      />
    )
  return blocks.map((block, index) => (
    <BlockView
      key={index}
      block={block}
      definitions={block.kind === 'text' && block.text.includes('[') ? definitions : ''}
      open={open && index === blocks.length - 1}
    />
  ))
}, isSameGroup)

function isSameGroup(a: GroupProps, b: GroupProps): boolean {
  const same = a.definitions === b.definitions && a.open === b.open && a.blocks.length === b.blocks.length
  return same && a.atOnce === b.atOnce && a.end === b.end && a.blocks.every((block, index) => block === b.blocks[index])
}
