import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ToolItem } from '../../shared/model/tool.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { workSentence } from './toolWork.ts'

const en = createTranslate('en')

let calls = 0
const tool = (name: string, subject: string, rest: Partial<ToolItem> = {}): ToolItem => ({
  kind: 'tool',
  id: `c${(calls += 1)}`,
  at: 1,
  name,
  subject,
  input: '',
  output: '',
  state: 'done',
  endedAt: 2,
  parentId: null,
  ...rest,
})

const said = (...tools: readonly ToolItem[]): string => workSentence(en, tools, 'en')

describe('what is said of the work of tools', () => {
  it('is one sentence, what changed something first', () => {
    const tools = [tool('view', 'a.ts'), tool('bash', 'ls'), tool('edit', 'a.ts'), tool('bash', 'pwd'), tool('rg', 'x')]
    expect(said(...tools)).toBe('Ran 2 commands, edited 1 file, read 1 file, made 1 search.')
    expect(workSentence(createTranslate('pt-BR'), tools, 'pt-BR')).toBe(
      'Executou 2 comandos, editou 1 arquivo, leu 1 arquivo e fez 1 busca.',
    )
    expect(said()).toBe('')
  })

  it('counts files, and not how often a tool worked on one', () => {
    expect(said(tool('edit', 'a.ts'), tool('edit', 'a.ts'), tool('edit', 'b.ts'))).toBe('Edited 2 files.')
    const change = (path: string) => ({ path, kind: 'edited' as const, added: 1, removed: 0 })
    const patch = tool('apply_patch', 'a patch', { facts: { changes: [change('a.ts'), change('b.ts')] } })
    expect(said(patch)).toBe('Edited 2 files.')
  })

  it('says what failed, a command by how it ended', () => {
    expect(said(tool('view', 'a.ts', { state: 'failed' }))).toBe('Read 1 file. It failed.')
    const bad = tool('bash', 'npm test', { facts: { exitCode: 1 } })
    expect(said(bad, tool('bash', 'ls', { facts: { exitCode: 0 } }))).toBe('Ran 2 commands. 1 of these calls failed.')
  })

  it('stays short, however much was done', () => {
    const name = fc.constantFrom('bash', 'view', 'edit', 'create', 'rg', 'web_fetch', 'task', 'mcp-thing')
    const one = fc.record({ name, subject: fc.string(), failed: fc.boolean() })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 200 }), (all) => {
        const text = said(
          ...all.map(({ name, subject, failed }) => tool(name, subject, { state: failed ? 'failed' : 'done' })),
        )
        expect(text).toMatch(/^[A-Z][^{}]*\.$/)
        expect(text.length).toBeLessThan(300)
        const failures = all.filter(({ failed }) => failed).length
        expect(/failed/.test(text)).toBe(failures > 0)
      }),
    )
  })
})
