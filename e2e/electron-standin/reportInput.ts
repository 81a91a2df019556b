import type { Tell } from './worlds.ts'

/** Runs in the isolated world: tells of keys, for `before-input-event`, and of where a context menu is wanted. */
export function reportInput(tell: Tell): void {
  for (const type of ['keydown', 'keyup'] as const) {
    addEventListener(
      type,
      ({ isTrusted, key, code, repeat, isComposing, shiftKey, ctrlKey, altKey, metaKey, location }) => {
        if (!isTrusted) return
        const held = { shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey }
        const what = { type: type === 'keydown' ? 'keyDown' : 'keyUp', key, code, isAutoRepeat: repeat, isComposing }
        tell({ k: 'key' }, { ...what, ...held, location })
      },
      true,
    )
  }

  addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return
    // Chromium's own menu is none of the app's.
    event.preventDefault()
    const at = event.composedPath().filter((node) => node instanceof Element)
    const link = at.find((node) => node instanceof HTMLAnchorElement)
    const image = at.find((node) => node instanceof HTMLImageElement)
    const field = at.find((node) => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)
    const host = at.find((node) => node instanceof HTMLElement)
    const isEditable = field ? !field.readOnly && !field.disabled : (host?.isContentEditable ?? false)
    const selected =
      field?.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) ?? String(getSelection() ?? '')
    tell(
      { k: 'menu' },
      {
        x: event.clientX,
        y: event.clientY,
        linkURL: link?.href ?? '',
        linkText: link?.textContent ?? '',
        srcURL: image?.currentSrc ?? '',
        mediaType: image ? 'image' : 'none',
        hasImageContents: Boolean(image),
        altText: image?.alt ?? '',
        titleText: host?.title ?? '',
        isEditable,
        selectionText: selected,
      },
    )
  })
}
