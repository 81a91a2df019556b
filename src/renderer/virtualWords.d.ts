// Made by scripts/words.mjs while the app is built; its type is Words of shared/strings/language.ts.
declare module 'virtual:words/*' {
  export const words: Readonly<Record<string, string>>
}
