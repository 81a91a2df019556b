import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { installKeyboard } from './keyboard.ts'
import { boot } from './store/boot.ts'
import './ui/controls.css'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root')

// The static shell stays on screen until there is something to show: one paint, no flicker.
await boot()
installKeyboard()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
