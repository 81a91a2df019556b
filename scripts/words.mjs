import { languages, wordsOf } from '../src/shared/strings/catalogue.ts'

const NAME = 'virtual:words/'

/**
 * Gives the window the words of one language as a module of their own: the catalogue keeps both side by side, and a page that
 * starts needs one. As JSON, which is read faster than code.
 * @returns {import('vite').Plugin}
 */
export function wordsByLanguage() {
  return {
    name: 'words-by-language',
    resolveId: (id) => (id.startsWith(NAME) ? `\0${id}` : null),
    load: (id) => {
      if (!id.startsWith(`\0${NAME}`)) return null
      const language = id.slice(NAME.length + 1)
      const known = languages.find((name) => name === language)
      if (known === undefined) throw new Error(`The catalogue has no language "${language}".`)
      return `export const words = JSON.parse(${JSON.stringify(JSON.stringify(wordsOf(known)))})`
    },
    // Asked for only when the script runs, they would come after it; whoever serves the page leaves in the language that it shows.
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.values(bundle).flatMap((chunk) => {
          if (chunk.type !== 'chunk' || chunk.facadeModuleId?.startsWith(`\0${NAME}`) !== true) return []
          const language = chunk.facadeModuleId.slice(NAME.length + 1)
          const attrs = { rel: 'modulepreload', crossorigin: true, href: `./${chunk.fileName}`, 'data-words': language }
          return [{ tag: 'link', attrs, injectTo: 'head' }]
        }),
    },
  }
}
