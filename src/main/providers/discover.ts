import type { LocalServer } from '../../shared/model/provider.ts'
import { isLocal, normaliseBaseUrl } from './address.ts'
import { probe } from './probe.ts'
import type { Fetch } from './probe.ts'

/** A place where a server for models usually listens. */
export interface KnownServer {
  readonly name: string
  readonly url: string
}

const usual: readonly KnownServer[] = [
  { name: 'Ollama', url: 'http://127.0.0.1:11434' },
  { name: 'LM Studio', url: 'http://127.0.0.1:1234' },
  { name: 'llama.cpp', url: 'http://127.0.0.1:8080' },
]

/** How long a server on this machine may take to answer, in milliseconds. */
const PATIENCE = 400

/** Where to look: the usual places, or what `RETOMA_LOCAL_SERVERS` says ("name=url,…"; empty: nowhere). */
export function knownServers(env: Readonly<Record<string, string | undefined>>): readonly KnownServer[] {
  const list = env['RETOMA_LOCAL_SERVERS']
  if (list === undefined) return usual
  return list.split(',').flatMap((part) => {
    const at = part.indexOf('=')
    const [name, url] = [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    return at > 0 && name !== '' && URL.canParse(url) && isLocal(url) ? [{ name, url }] : []
  })
}

/** Looks for servers for models on this machine, all places at once; those that don't answer in time are not there. */
export async function discoverServers(servers: readonly KnownServer[], fetch: Fetch): Promise<readonly LocalServer[]> {
  const found = await Promise.all(
    servers.map(async ({ name, url }): Promise<LocalServer | null> => {
      try {
        const base = normaliseBaseUrl('openai', url).replace(/\/v1$/, '')
        const result = await probe({ kind: 'openai', baseUrl: `${base}/v1`, key: null }, fetch, PATIENCE)
        return { name, baseUrl: result.baseUrl, models: result.models }
      } catch {
        return null
      }
    }),
  )
  return found.filter((server) => server !== null)
}
