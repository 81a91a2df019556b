import { archive } from './archive.ts'
import { common } from './common.ts'
import { composer } from './composer.ts'
import { errors } from './errors.ts'
import { find } from './find.ts'
import { health } from './health.ts'
import { knowing } from './knowing.ts'
import { list } from './list.ts'
import { listing } from './listing.ts'
import { marks } from './marks.ts'
import { onboarding } from './onboarding.ts'
import { panes } from './panes.ts'
import { reading } from './reading.ts'
import { resuming } from './resuming.ts'
import { requests } from './requests.ts'
import { runtime } from './runtime.ts'
import { search } from './search.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { tools } from './tools.ts'
import { steering } from './steering.ts'
import { transcript } from './transcript.ts'
import type { Language, Words } from './language.ts'

/** Every string that a person sees, English and Brazilian Portuguese side by side. */
export const catalogue = {
  ...archive,
  ...common,
  ...knowing,
  ...list,
  ...listing,
  ...marks,
  ...transcript,
  ...requests,
  ...tools,
  ...composer,
  ...sessions,
  ...panes,
  ...find,
  ...search,
  ...reading,
  ...resuming,
  ...health,
  ...settings,
  ...onboarding,
  ...errors,
  ...runtime,
  ...shell,
  ...steering,
} as const

/** The areas one by one: a test proves that no key is in two of them. */
export const areas = {
  archive,
  common,
  knowing,
  list,
  listing,
  marks,
  transcript,
  requests,
  tools,
  composer,
  sessions,
  find,
  search,
  reading,
  resuming,
  health,
  settings,
  onboarding,
  panes,
  errors,
  runtime,
  shell,
  steering,
} as const

type PlainKey<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K

/** What `t` accepts: a key of the catalogue, plural forms without their suffix. */
export type StringKey = PlainKey<keyof typeof catalogue>

type Texts = Readonly<Record<string, { readonly en: string; readonly pt: string }>>

const sides = { en: 'en', 'pt-BR': 'pt' } as const

/** Those that the catalogue has. */
export const languages = Object.keys(sides) as readonly Language[]

/** The catalogue in one language, put together anew each time. The window loads only the one that it shows (`virtual:words`). */
export function wordsOf(language: Language): Words {
  const side = sides[language]
  const entries: [string, string][] = []
  for (const [key, texts] of Object.entries<Texts[string]>(catalogue satisfies Texts)) {
    entries.push([key, texts[side]])
    // Portuguese has a form for millions; the catalogue says it as it says every other number.
    if (side === 'pt' && key.endsWith('_other')) entries.push([key.replace(/_other$/, '_many'), texts.pt])
  }
  return Object.fromEntries(entries)
}
