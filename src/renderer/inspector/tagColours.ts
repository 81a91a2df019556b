import { tagColours } from '../../shared/listing.ts'
import type { TagColour } from '../../shared/listing.ts'
import { call } from '../bridge.ts'
import { app } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'

/** Shows the colours that a tag can have, in every session. */
export function openColours(anchor: Element, tag: string): void {
  const { t, tagColours: colours } = app.getState()
  const now = colours[tag.toLowerCase()] ?? null
  const line = (colour: TagColour | null): MenuItem => ({
    kind: 'choice',
    id: colour ?? 'none',
    label: t(`tag.colour.${colour ?? 'none'}`),
    checked: colour === now,
    colour: colour ?? 'plain',
    perform: () => void setColour(tag, colour),
  })
  openMenu({ anchor, label: t('tag.colour', { tag }), items: [null, ...tagColours].map(line) })
}

/** Shown at once, as it was when it could not be stored. */
async function setColour(tag: string, colour: TagColour | null): Promise<void> {
  const before = app.getState().tagColours
  const others = Object.entries(before).filter(([key]) => key !== tag.toLowerCase())
  const next = Object.fromEntries(colour === null ? others : [...others, [tag.toLowerCase(), colour] as const])
  app.setState({ tagColours: next })
  try {
    await call('list.colourTag', { tag, colour })
  } catch (error) {
    if (app.getState().tagColours === next) app.setState({ tagColours: before })
    report(error)
  }
}
