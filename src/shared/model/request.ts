/** What waits for the person, and what they answer. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { Form, FormContent } from '../form.ts'
import type { RuleOffer } from '../rules.ts'

export interface RequestItem {
  readonly kind: 'request'
  readonly id: string
  readonly at: number
  readonly request: Request
  /** Null while it waits. */
  readonly outcome: RequestOutcome | null
}

/** Something that waits for the person. */
export type Request =
  | {
      readonly kind: 'permission'
      readonly id: string
      /** What the tool wants to do. */
      readonly action: 'shell' | 'write' | 'read' | 'url' | 'tool' | 'other'
      /** The command, path or address in full. */
      readonly subject: string
      /** Why, in the agent's own words; may be empty. */
      readonly intention: string
      /** A change as a unified diff, when it is about writing a file. */
      readonly diff: string | null
      readonly folder: string | null
      /** The tool call that waits for it; left out where the runtime names none. */
      readonly toolId?: string
      /** What a rule for the session's folder would cover; left out where none may. */
      readonly offer?: RuleOffer
    }
  | {
      readonly kind: 'question'
      readonly id: string
      readonly question: string
      readonly choices: readonly string[]
      readonly freeform: boolean
    }
  | {
      readonly kind: 'form'
      readonly id: string
      /** The server that asks; empty when it is the agent itself. */
      readonly source: string
      readonly message: string
      /** What is to be filled in; null when a page is to be opened instead. */
      readonly form: Form | null
      readonly url: string | null
    }
  | {
      readonly kind: 'plan'
      readonly id: string
      /** Markdown. */
      readonly summary: string
      /** The plan in full, as Markdown; empty where the summary is all there is. */
      readonly plan: string
      readonly actions: readonly PlanAction[]
      readonly recommended: PlanAction
    }

/** How to go on when a plan is approved: in which mode, or not at all for now. */
export type PlanAction = 'interactive' | 'autopilot' | 'autopilot_fleet' | 'exit_only'

/** `unanswered`: everything ended while it waited. */
export type RequestOutcome =
  | 'allowed'
  | 'allowedForSession'
  | 'allowedForFolder'
  | 'allowedByRule'
  | 'denied'
  | 'answered'
  | 'dismissed'
  | 'unanswered'

/** What a person answers. */
export type Answer =
  | { readonly kind: 'allowOnce' }
  | { readonly kind: 'allowForSession' }
  /** Stores a rule for the session's folder first. */
  | { readonly kind: 'allowForFolder' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'reply'; readonly text: string; readonly freeform: boolean }
  | { readonly kind: 'form'; readonly content: FormContent }
  /** Says no to a form; `cancel` leaves it undecided. */
  | { readonly kind: 'decline' | 'cancel' }
  | { readonly kind: 'approvePlan'; readonly action: PlanAction }
  | { readonly kind: 'revisePlan'; readonly feedback: string }
