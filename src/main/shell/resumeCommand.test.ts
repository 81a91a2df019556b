import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { resumeCommand } from './resumeCommand.ts'

test('goes to the folder, names the home, and needs no more quotes than there must be', () => {
  const plain = { id: 'task-42-review', folder: '/src/app', copilotHome: '/home/ana/.copilot' }
  expect(resumeCommand(plain, 'linux')).toBe(
    'cd /src/app && COPILOT_HOME=/home/ana/.copilot copilot --resume=task-42-review',
  )
  expect(resumeCommand({ ...plain, folder: null }, 'darwin')).toBe(
    'COPILOT_HOME=/home/ana/.copilot copilot --resume=task-42-review',
  )
})

test('is for PowerShell on Windows, whose quotes are doubled, typographic ones too', () => {
  const command = resumeCommand(
    { id: 'task-42', folder: "C:\\Ana's projects\\‘new’", copilotHome: 'C:\\Users\\Ana Sá\\.copilot' },
    'win32',
  )
  expect(command).toBe(
    "Set-Location -LiteralPath 'C:\\Ana''s projects\\‘‘new’’'; $env:COPILOT_HOME = 'C:\\Users\\Ana Sá\\.copilot'; copilot --resume=task-42",
  )
  expect(resumeCommand({ id: 'a', folder: null, copilotHome: 'C:\\h' }, 'win32')).toBe(
    "$env:COPILOT_HOME = 'C:\\h'; copilot --resume=a",
  )
})

test.skipIf(process.platform === 'win32')('a shell gives the CLI exactly that folder, home and id', () => {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'retoma-resume-'))
  try {
    const [bin, folder, copilotHome] = [
      join(base, 'bin'),
      join(base, `it's $HOME; "so" \`x\`\nà`),
      join(base, 'a home'),
    ]
    for (const path of [bin, folder, copilotHome]) mkdirSync(path)
    writeFileSync(join(bin, 'copilot'), '#!/bin/sh\nprintf "%s|" "$PWD" "$COPILOT_HOME" "$@"\n', { mode: 0o755 })
    const command = resumeCommand({ id: "o'id", folder, copilotHome }, process.platform)
    const env = { PATH: [bin, process.env['PATH']].join(delimiter) }
    expect(execFileSync('/bin/sh', ['-c', command], { cwd: base, env, encoding: 'utf8' })).toBe(
      `${folder}|${copilotHome}|--resume=o'id|`,
    )
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})
