// Made by scripts/words.mjs while the app is built.
declare module 'virtual:words/*' {
  const words: import('../shared/strings/language.ts').Words
  export default words
}
