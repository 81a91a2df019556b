import { linesBackwards } from './lines.ts'
import type { LogFile } from './logFile.ts'
import { dataOf, eventOf, isObject, typeOf } from './rawEvent.ts'

/**
 * The bytes of a picture that went with a prompt, in base64, as the model was given them; null when the log has none. `name`
 * gives each attachment the name under which it is shown, and `index` counts those that have one. The runtime writes each
 * picture once, before the first prompt that it goes with.
 */
export async function readSentPicture(
  log: LogFile,
  turnId: string,
  index: number,
  name: (attachment: unknown) => string,
): Promise<string | null> {
  const marked = Buffer.from(`"id":${JSON.stringify(turnId)}`)
  let asset: string | null = null
  for await (const bundle of linesBackwards(log, log.size)) {
    for (const line of bundle) {
      const type = typeOf(line.bytes)
      if (asset === null) {
        if (type !== 'user.message' || !line.bytes.includes(marked)) continue
        const event = eventOf(line.bytes)
        if (!isObject(event) || event['id'] !== turnId) continue
        const all = dataOf(event)['attachments']
        const attachment: unknown = Array.isArray(all) ? all.filter((one) => name(one) !== '')[index] : null
        if (!isObject(attachment)) return null
        if (typeof attachment['data'] === 'string') return attachment['data']
        if (typeof attachment['assetId'] !== 'string') return null
        asset = attachment['assetId']
      } else if (type === 'session.binary_asset' && line.bytes.includes(asset)) {
        const data = dataOf(eventOf(line.bytes))
        if (data['assetId'] === asset) return typeof data['data'] === 'string' ? data['data'] : null
      }
    }
  }
  return null
}
