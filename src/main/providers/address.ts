import { BlockList, isIP } from 'node:net'
import { AppError } from '../../shared/errors.ts'
import type { ProviderEntry } from '../settings/schema.ts'

type OwnKind = ProviderEntry['kind']

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('0.0.0.0')
loopback.addAddress('::1', 'ipv6')
loopback.addAddress('::', 'ipv6')

const home = new BlockList()
home.addSubnet('10.0.0.0', 8)
home.addSubnet('172.16.0.0', 12)
home.addSubnet('192.168.0.0', 16)
home.addSubnet('169.254.0.0', 16)
home.addSubnet('100.64.0.0', 10)
home.addSubnet('fc00::', 7, 'ipv6')
home.addSubnet('fe80::', 10, 'ipv6')

/**
 * Checks and normalises the address of a provider: http or https, no user, query or fragment, no slash at the end, and
 * without the part of the path that the runtime adds by itself. Plain http only where nobody else listens: on this machine and in
 * private networks. Throws `providerInvalid`.
 */
export function normaliseBaseUrl(kind: OwnKind, address: string): string {
  const text = address.trim()
  if (!URL.canParse(text)) throw new AppError('providerInvalid', 'baseUrl')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AppError('providerInvalid', 'baseUrl')
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new AppError('providerInvalid', 'baseUrl')
  }
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname)) throw new AppError('providerInvalid', 'https')
  const path = url.pathname.replace(/\/+$/, '')
  return url.origin + withoutRuntimePath(kind, path)
}

/** The runtime completes the paths of these two kinds itself: given in full they would be there twice. */
function withoutRuntimePath(kind: OwnKind, path: string): string {
  if (kind === 'anthropic') return path.replace(/\/v1$/, '')
  if (kind === 'azure') return path.replace(/\/openai(\/v1)?$/, '')
  return path
}

/** Whether an address is on this machine. */
export function isLocal(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isLoopbackHost(new URL(baseUrl).hostname)
}

function isPrivateHost(host: string): boolean {
  return isLoopbackHost(host) || inList(home, host) || host.endsWith('.local') || host.endsWith('.home.arpa')
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || inList(loopback, host)
}

function inList(list: BlockList, host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  const family = isIP(address)
  if (family === 0) return false
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
