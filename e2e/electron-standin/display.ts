import { switches } from './commandLine.ts'

/** Whether there is nowhere to draw; only Linux can be without a display. */
export function isHeadless(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
}

/** Whether a person looks at the windows: there is a display, and no test asked for a port to drive them through. */
export function isSeen(): boolean {
  return !isHeadless() && !switches.has('remote-debugging-port')
}

/** Why Chromium ended before anything could be shown, and what to do, for whoever started it; `lastWords` are its own. */
export function explainNoStart(lastWords: string): string {
  const names = ['DISPLAY', 'WAYLAND_DISPLAY'].filter((name) => process.env[name])
  if (isHeadless() || names.length === 0 || !/X server|\bDISPLAY|wayland|ozone/i.test(lastWords)) {
    const said = lastWords === '' ? '' : ` It said last:\n${lastWords}`
    return `Chromium, in which the stand-in for Electron shows its windows, ended as soon as it was started.${said}`
  }
  const given = names.map((name) => `${name}=${process.env[name] ?? ''}`).join(' ')
  return (
    `No window can be shown: there is no display at ${given}. Start from a desktop, over "ssh -X", or with a display that runs. ` +
    `Without one ("env ${names.map((name) => `-u ${name}`).join(' ')} npm start") the window is drawn where nobody sees it.`
  )
}
