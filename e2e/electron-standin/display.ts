import { switches } from './commandLine.ts'

/** Whether there is nowhere to draw; only Linux can be without a display. */
export function isHeadless(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
}

/** Whether a person looks at the windows: there is a display, and no test asked for a port to drive them through. */
export function isSeen(): boolean {
  return !isHeadless() && !switches.has('remote-debugging-port')
}
