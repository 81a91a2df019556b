import { plainWords, type RuleOffer } from '../../shared/rules.ts'
import { type Fields, fieldsOf, text } from './fields.ts'

/** Programs that run whatever they are given: a rule by their name would allow everything, so it is for the line alone. */
const runners: ReadonlySet<string> = new Set(
  `. awk bash bun bunx cmd dash deno docker doas env eval exec expect fish find gawk go java ksh lua nice node nohup npx
  osascript parallel perl php podman powershell pwsh python python2 python3 ruby script setsid sh source ssh stdbuf sudo su
  tclsh time timeout uvx watch xargs zsh`.split(/\s+/u),
)

/**
 * What a rule for the folder would be about if the person allowed this for good; null where a rule must not be: what the
 * runtime won't remember, what can't be known beforehand, and reading (in the folder it needs no permission).
 */
export function offerOf(kind: string, asked: Fields): RuleOffer | null {
  switch (kind) {
    case 'shell':
      return shellOffer(asked)
    case 'write':
      return asked['canOfferSessionApproval'] === false || text(asked, 'fileName') === ''
        ? null
        : { tool: 'write', what: [''] }
    case 'url': {
      const url = URL.parse(text(asked, 'url'))
      return url === null || url.origin === 'null' ? null : { tool: 'url', what: [url.origin] }
    }
    case 'mcp': {
      const [server, tool] = [text(asked, 'serverName'), text(asked, 'toolName')]
      return server === '' || tool === '' ? null : { tool: 'mcp', what: [`${server}\n${tool}`] }
    }
    default:
      return null
  }
}

function shellOffer(asked: Fields): RuleOffer | null {
  const line = text(asked, 'fullCommandText')
  const commands = Array.isArray(asked['commands']) ? asked['commands'].map(fieldsOf) : []
  const changing = commands.filter((command) => command['readOnly'] !== true)
  const names = [
    ...new Set((changing.length === 0 ? commands : changing).map((command) => text(command, 'identifier'))),
  ]
  if (asked['canOfferSessionApproval'] !== true || names.length === 0 || names.includes('')) return null
  if (plainWords(line) === null) return null
  const runs = names.some((name) => runners.has(programOf(name)))
  return runs ? { tool: 'line', what: [line] } : { tool: 'shell', what: names }
}

/** `python3.12` and `/usr/bin/python3` are `python3` too. */
function programOf(identifier: string): string {
  const first = identifier.split(/\s/u)[0] ?? ''
  const name = first.slice(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1)
  return name.replace(/\.exe$/iu, '').replace(/(?<=[a-z])[\d.]*\.[\d.]+$/u, '')
}
