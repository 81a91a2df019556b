import type { LucideIcon } from 'lucide-react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { inFocusedPane } from '../panes/focused.ts'
import { hasMovedOn } from './focus.ts'

/** A point or an element that something floats beside. */
export type Anchor = Element | { readonly x: number; readonly y: number }

/** One line of a menu. */
export type MenuItem =
  | {
      readonly kind: 'action'
      readonly id: string
      readonly label: string
      /** A second line, in grey. */
      readonly hint?: string
      readonly keys?: string
      readonly icon?: LucideIcon
      readonly danger?: boolean
      readonly disabled?: boolean
      readonly perform: () => void
    }
  /** One of several, or something that is on or off; `count` stands at its end. */
  | {
      readonly kind: 'choice'
      readonly id: string
      readonly label: string
      readonly checked: boolean
      readonly count?: number
      readonly keys?: string
      /** A token of the window, shown as a dot before the label. */
      readonly colour?: string
      readonly perform: () => void
    }
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'text'; readonly id: string; readonly label: string }

/** A menu to show. */
export interface MenuRequest {
  readonly anchor: Anchor
  readonly label: string
  readonly items: readonly MenuItem[]
}

/** Whose model is chosen: that of a session, or one that the asking page keeps itself. */
export type ModelTarget =
  | { readonly kind: 'session'; readonly id: string }
  | {
      readonly kind: 'value'
      readonly providerId: string | null
      readonly model: string | null
      readonly choose: (providerId: string, model: string) => void
    }

/** The choice of a model, beside its button. */
export interface ModelPickRequest {
  readonly anchor: Anchor
  readonly target: ModelTarget
}

interface Overlay {
  readonly menu: MenuRequest | null
  readonly models: ModelPickRequest | null
  /** What had the focus before: it gets it back. */
  readonly returnTo: Element | null
}

const overlay = createStore<Overlay>()(() => ({ menu: null, models: null, returnTo: null }))

/** Reads what floats. */
export function useOverlay<T>(selector: (state: Overlay) => T): T {
  return useStore(overlay, selector)
}

/** Shows a menu beside an element or at a point. */
export function openMenu(menu: MenuRequest): void {
  overlay.setState({ menu, models: null, returnTo: document.activeElement })
}

/** Lets the person choose a model; without an anchor, beside the session's model button. */
export function openModelPicker(target: ModelTarget, anchor?: Anchor): void {
  const beside = anchor ?? inFocusedPane('[data-model-button]') ?? { x: window.innerWidth / 2, y: 48 }
  overlay.setState({ models: { anchor: beside, target }, menu: null, returnTo: document.activeElement })
}

/** The element that gets the focus back when a menu closes; true leaves the choice to the menu, false leaves it where it is. */
export function focusAfter(): HTMLElement | boolean {
  if (hasMovedOn('.menu')) return false
  const { returnTo } = overlay.getState()
  return returnTo instanceof HTMLElement && returnTo.isConnected && returnTo !== document.body ? returnTo : true
}

/** Closes whatever floats. */
export function closeOverlay(): void {
  overlay.setState({ menu: null, models: null })
}

/** Whether a menu or the choice of a model is open. */
export function isFloating(): boolean {
  const { menu, models } = overlay.getState()
  return menu !== null || models !== null
}
