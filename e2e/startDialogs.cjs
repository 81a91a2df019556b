// Runs before the app (`-r`): a start that fails asks before a test can get hold of it. What is asked waits in
// `globalThis.asked` until its `answer` is called with the number of a button.
const { dialog } = require('electron')

globalThis.asked = []
dialog.showMessageBox = (...args) =>
  new Promise((resolve) => {
    const answer = (response) => resolve({ response, checkboxChecked: false })
    globalThis.asked.push({ options: args.at(-1), answer })
  })
