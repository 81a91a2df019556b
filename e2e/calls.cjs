// Runs before the app (`-r`), for what a spec can't wait for or bring about otherwise: calls of the window whose names stand in
// `globalThis.refused` fail, and the one that RETOMA_HELD_CALL names waits for `globalThis.release()`.
const process = require('node:process')
const { ipcMain } = require('electron')

globalThis.refused = []
const held = new Promise((resolve) => {
  globalThis.release = resolve
})
const { handle } = ipcMain
ipcMain.handle = (channel, listener) =>
  handle.call(ipcMain, channel, async (event, name, ...input) => {
    if (globalThis.refused.includes(name)) return { ok: false, error: { code: 'internal', detail: '' } }
    // Whose frame it is has to be read before anything is waited for.
    if (name !== process.env.RETOMA_HELD_CALL) return listener(event, name, ...input)
    const { sender, senderFrame } = event
    await held
    return listener({ sender, senderFrame }, name, ...input)
  })
