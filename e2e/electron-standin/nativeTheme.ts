import { allContents, pageOf } from './pages.ts'
import { StrictEmitter } from './strict.ts'

/** `nativeTheme`: a light system, in which an app may choose. */
export class NativeTheme extends StrictEmitter {
  static override standinName = 'nativeTheme'
  static override standinEvents: ReadonlySet<string> = new Set(['updated'])

  readonly shouldUseHighContrastColors: boolean = false
  readonly shouldUseInvertedColorScheme: boolean = false
  readonly shouldUseDarkColorsForSystemIntegratedUI: boolean = false
  readonly shouldDifferentiateWithoutColor: boolean = false
  readonly inForcedColorsMode: boolean = false
  readonly prefersReducedTransparency: boolean = false
  #source: 'system' | 'light' | 'dark' = 'system'

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Unknown theme source: ${source}`)
    if (this.#source === source) return
    this.#source = source
    for (const contents of allContents.values()) {
      pageOf(contents).target.whenOpen((to) => to.send('Emulation.setEmulatedMedia', { features: mediaFeatures() }))
    }
    queueMicrotask(() => this.emit('updated'))
  }
}

/** The only one. */
export const nativeTheme = new NativeTheme()

/** What pages see of the theme. */
export function mediaFeatures(): Array<{ name: string; value: string }> {
  const { themeSource } = nativeTheme
  return themeSource === 'system' ? [] : [{ name: 'prefers-color-scheme', value: themeSource }]
}
