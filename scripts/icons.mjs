/** node scripts/with-node.mjs scripts/icons.mjs: draws every icon file from the drawings in build/icons, with Chromium. */
import { Buffer } from 'node:buffer'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { main, root, say } from './steps.mjs'
import { findChromium } from './system.mjs'

/** @type {Record<string, [drawing: 'app' | 'small' | 'glyph' | 'waiting' | 'smallWaiting', size: number]>} */
const files = {
  'build/icon.png': ['app', 1024],
  'resources/icon.png': ['app', 256],
  'resources/tray.png': ['small', 32],
  'resources/tray@2x.png': ['small', 64],
  'resources/trayWaiting.png': ['smallWaiting', 32],
  'resources/trayWaiting@2x.png': ['smallWaiting', 64],
  'resources/needsYou.png': ['waiting', 32],
  // macOS takes the alpha of a "Template" image and colours it for the menu bar.
  'resources/trayTemplate.png': ['glyph', 16],
  'resources/trayTemplate@2x.png': ['glyph', 32],
}
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
/** Apple's names for PNGs of these sizes. */
const icnsTypes = /** @type {const} */ ([
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

await main(async () => {
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] })
  const page = await browser.newPage()
  /**
   * @param {'app' | 'small' | 'glyph' | 'waiting' | 'smallWaiting'} drawing
   * @param {number} size
   */
  const draw = async (drawing, size) => {
    const svg = readFileSync(path.join(root, 'build/icons', `${drawing}.svg`), 'utf8')
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>* { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
    )
    return page.screenshot({ omitBackground: true })
  }
  /** @param {number} size */
  const drawIcon = (size) => draw(size <= 48 ? 'small' : 'app', size)

  for (const [file, [drawing, size]] of Object.entries(files)) {
    writeFileSync(path.join(root, file), await draw(drawing, size))
  }
  const ico = []
  for (const size of icoSizes) ico.push({ size, png: await drawIcon(size) })
  writeFileSync(path.join(root, 'build/icon.ico'), toIco(ico))
  const icns = []
  for (const [type, size] of icnsTypes) icns.push({ type, png: await drawIcon(size) })
  writeFileSync(path.join(root, 'build/icon.icns'), toIcns(icns))
  await browser.close()
  say(`Drawn: ${Object.keys(files).join(', ')}, build/icon.ico, build/icon.icns`)
  return 0
})

/**
 * Windows' container: a header of 6 bytes, 16 bytes for each image, then the PNGs.
 * @param {readonly { size: number, png: Buffer }[]} images
 */
function toIco(images) {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index
    // A side of 256 is written as 0.
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...images.map(({ png }) => png)])
}

/**
 * Apple's container: type and length before each PNG, and before the whole.
 * @param {readonly { type: string, png: Buffer }[]} images
 */
function toIcns(images) {
  const chunks = images.map(({ type, png }) => chunk(type, png))
  return chunk('icns', Buffer.concat(chunks))
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(data.length + 8, 4)
  return Buffer.concat([head, data])
}
