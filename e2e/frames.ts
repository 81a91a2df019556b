import type { Page } from '@playwright/test'

/** What `watchFrames` gives the page. */
export interface Frames {
  /** Calls `look` with each frame as it is painted, until that gives false. */
  readonly eachFrame: (look: () => boolean) => void
}

/**
 * Gives the page `eachFrame`. What a page looks like between two frames is seen by nobody: something may be drawn, and
 * what stands around it not yet be moved.
 */
export function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    if ('eachFrame' in window) return
    // A frame is painted after all that observes sizes has come to rest: the last one to hear of one is nested deeper
    // than everything else, and has been made to wait a few rounds.
    const eachFrame: Frames['eachFrame'] = (look) => {
      const links: HTMLElement[] = []
      let within: HTMLElement = document.body
      for (let depth = 0; depth < 60; depth += 1) {
        within = within.appendChild(document.createElement('div'))
        Object.assign(within.style, { position: 'fixed', visibility: 'hidden', width: '1px', height: '1px' })
        if (depth >= 54) links.push(within)
      }
      const top = links[0]?.closest('body > div')
      const stretch = (link: HTMLElement | undefined): void => {
        if (link !== undefined) link.style.width = link.style.width === '1px' ? '2px' : '1px'
      }
      let goesOn = true
      let isTold = false
      const observer = new ResizeObserver((changes) => {
        // At first they are all told of at once, which is before the others have come to rest.
        if (!isTold) {
          isTold = true
          return
        }
        for (const { target } of changes) {
          const round = links.indexOf(target as HTMLElement)
          if (round < links.length - 1) stretch(links[round + 1])
          else if (goesOn) goesOn = look()
        }
      })
      for (const link of links) observer.observe(link)
      const frame = (): void => {
        if (goesOn) {
          stretch(links[0])
          requestAnimationFrame(frame)
          return
        }
        observer.disconnect()
        top?.remove()
      }
      frame()
    }
    Object.assign(window, { eachFrame })
  })
}
