import { app, BrowserWindow } from 'electron'

// The least that an Electron app can be: what starting takes on this machine, whatever the app.
app.on('window-all-closed', () => {
  app.quit()
})
// Electron is not ready before this module has run, so nothing is awaited here.
app.once('ready', () => {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    webPreferences: { sandbox: true, contextIsolation: true },
  })
  void window.loadFile('index.html')
})
