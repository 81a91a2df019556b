import type { WorldOptions } from './worlds.ts'

/** Runs in the isolated world, in all frames: tells of windows that `refuseWindows`, links and forms would open. */
export function reportWindows(options: WorldOptions): void {
  const speak = (globalThis as unknown as Record<string, unknown>)[options.binding] as (text: string) => void
  const tell = (detail: object): void => speak(`${JSON.stringify({ k: 'open' })}\nJ${JSON.stringify(detail)}`)
  const opens = (target: string): boolean => {
    if (target === '' || ['_self', '_top', '_parent'].includes(target.toLowerCase())) return false
    return target === '_blank' || !(target in window.frames)
  }
  const frameName = (target: string): string => (target === '_blank' ? '' : target)
  addEventListener(`${options.toIsolated}Open`, (event) => tell((event as CustomEvent<object>).detail))
  for (const type of ['click', 'auxclick'] as const) {
    addEventListener(type, (event) => {
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
      if (event.defaultPrevented || !link?.href || event.button > 1 || /^javascript:/i.test(link.href)) return
      const asked = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey
      if (!asked && !opens(link.target)) return
      event.preventDefault()
      const disposition = asked ? (event.shiftKey ? 'new-window' : 'background-tab') : 'foreground-tab'
      tell({ url: link.href, frameName: asked ? '' : frameName(link.target), features: '', disposition })
    })
  }
  addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const target = event.submitter?.getAttribute('formtarget') ?? form.target
    if (event.defaultPrevented || !opens(target)) return
    event.preventDefault()
    tell({ url: form.action, frameName: frameName(target), features: '', disposition: 'foreground-tab' })
  })
}
