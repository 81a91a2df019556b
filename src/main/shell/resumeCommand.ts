/** What the command line of a session is made of; `folder` is null where none is to be gone to. */
export interface Resumable {
  readonly id: string
  readonly folder: string | null
  readonly copilotHome: string
}

/** What to paste into a terminal to go on with a session in the Copilot CLI: for a POSIX shell, on Windows for PowerShell. */
export function resumeCommand({ id, folder, copilotHome }: Resumable, platform: string): string {
  const resume = `--resume=${id}`
  if (platform === 'win32') {
    const steps = [`$env:COPILOT_HOME = ${powerShell(copilotHome)}`, `copilot ${powerShell(resume)}`]
    // Older ones have no &&: a folder that can't be gone to is told, and the CLI asks in whatever folder it starts.
    return [...(folder === null ? [] : [`Set-Location -LiteralPath ${powerShell(folder)}`]), ...steps].join('; ')
  }
  const command = `COPILOT_HOME=${posix(copilotHome)} copilot ${posix(resume)}`
  return folder === null ? command : `cd ${posix(folder)} && ${command}`
}

function posix(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** PowerShell takes typographic quotes for quotes, too; each stands for itself when it is doubled. */
function powerShell(word: string): string {
  return /^--resume=[\w-]+$/u.test(word) ? word : `'${word.replaceAll(/['‘’‚‛]/gu, '$&$&')}'`
}
