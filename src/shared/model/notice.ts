/** What a conversation is told besides its messages. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { ModelUsage } from '../usage.ts'

export interface NoticeItem {
  readonly kind: 'notice'
  readonly id: string
  readonly at: number
  readonly notice:
    | { readonly kind: 'modelChanged'; readonly from: string | null; readonly to: string }
    /**
     * `tokens`: what the context weighed then; null where the runtime did not tell. `manual`: the person asked for it.
     * `over`: nobody works on it any more.
     */
    | {
        readonly kind: 'compactionStarted'
        readonly tokens: number | null
        readonly manual?: true
        readonly over?: boolean
      }
    | ({ readonly kind: 'compacted'; readonly summary: string } & CompactionFacts)
    | { readonly kind: 'compactionFailed'; readonly message: string; readonly status: number | null }
    /** The person took it back: all is as it was. */
    | { readonly kind: 'compactionCancelled' }
    /** The oldest messages no longer fit, and nothing sums them up: the model was not given them. */
    | { readonly kind: 'truncated'; readonly messages: number; readonly tokens: number }
    /** The runtime wanted something that can't be given here, and was told so. `server` is empty where none asked. */
    | {
        readonly kind: 'refused'
        readonly what: 'autoModel' | 'limit' | 'sampling' | 'signIn'
        readonly server: string
      }
    /** `attempt` counts the tries after the first one. */
    | { readonly kind: 'retrying'; readonly message: string; readonly attempt?: number; readonly over?: boolean }
    /** `over`: what it tells of has passed. */
    | { readonly kind: 'info'; readonly message: string; readonly over?: boolean }
}

/** What summing up older messages did and took; null where the runtime did not tell. */
export interface CompactionFacts {
  readonly before: number | null
  readonly after: number | null
  readonly used: ModelUsage | null
}
