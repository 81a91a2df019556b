// First: what comes later overrides it.
import './ui/shell.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { installKeyboard } from './keyboard.ts'
import { boot, listRest } from './store/boot.ts'
import { app } from './store/store.ts'
import { loadFlow } from './transcript/lazyFlow.tsx'
import { likelyLanguage, loadTranslate } from './words.ts'
import { restCaret } from './ui/caret.ts'
import './ui/controls.css'

/** An answer that takes longer than this brings a history with it, in milliseconds. */
const QUICK = 25

/** What takes longer than this is waited for in words, in milliseconds: a home of thousands that is read for the first time. */
const SLOW = 800

// No top-level await: what is loaded later imports from this file, and would wait for it as it waits for them.
void start()

/** The static shell stays on screen until there is something to show: one paint, no flicker. */
async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('The page has no root')
  // What shows a conversation is loaded while main reads it, and is there for that paint.
  const early = setTimeout(() => void preload(), QUICK)
  const slow = setTimeout(() => void sayReading(root), SLOW)
  await boot()
  clearTimeout(early)
  clearTimeout(slow)
  const opened = [...app.getState().opened.values()]
  if (opened.some(({ state }) => state.turns.length > 0 || state.active !== null)) await preload()
  installKeyboard()
  restCaret()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  void listRest()
}

async function sayReading(root: HTMLElement): Promise<void> {
  const t = await loadTranslate(likelyLanguage)
  const words = document.createElement('p')
  words.className = 'shell-words'
  words.role = 'status'
  words.textContent = t('list.loading')
  // Gone by now if there is something to show; and what is drawn there then takes the words away.
  root.querySelector('.shell')?.after(words)
}

/** Should it fail, the page says so where the conversation would be. */
function preload(): Promise<void> {
  return loadFlow().catch(() => undefined)
}
