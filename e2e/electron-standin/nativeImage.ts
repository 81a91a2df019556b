import { readFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { strict } from './strict.ts'

/** `NativeImage`: keeps the encoded picture as it came; nothing is decoded. */
export class NativeImage {
  #data: Buffer
  #size: Electron.Size
  #template = false
  #factors: number[] = [1]

  constructor(data: Buffer, size: Electron.Size = sizeOf(data)) {
    this.#data = data
    this.#size = size
  }

  isEmpty(): boolean {
    return this.#size.width === 0 || this.#size.height === 0
  }

  getSize(): Electron.Size {
    return { ...this.#size }
  }

  getAspectRatio(): number {
    return this.isEmpty() ? 1 : this.#size.width / this.#size.height
  }

  getScaleFactors(): number[] {
    return [...this.#factors]
  }

  toPNG(): Buffer {
    return Buffer.from(this.#data)
  }

  toDataURL(): string {
    return this.isEmpty() ? 'data:image/png;base64,' : `data:image/png;base64,${this.#data.toString('base64')}`
  }

  /** The size is the new one; the picture stays as it is. */
  resize(options: Electron.ResizeOptions): NativeImage {
    const ratio = this.getAspectRatio()
    const width = options.width ?? Math.round((options.height ?? this.#size.height) * ratio)
    const height = options.height ?? Math.round(width / ratio)
    return new NativeImage(this.#data, this.isEmpty() ? this.#size : { width, height })
  }

  setTemplateImage(option: boolean): void {
    this.#template = option
  }

  isTemplateImage(): boolean {
    return this.#template
  }

  addRepresentation({ scaleFactor = 1, buffer, dataURL }: Electron.AddRepresentationOptions): void {
    this.#factors.push(scaleFactor)
    if (!this.isEmpty()) return
    this.#data = buffer ?? dataOf(dataURL ?? '')
    this.#size = sizeOf(this.#data)
  }
}

strict('nativeImage', NativeImage.prototype)

function sizeOf(data: Buffer): Electron.Size {
  const isPng = data.length > 24 && data.readUInt32BE(0) === 0x89504e47
  if (isPng) return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
  if (data.length > 3 && data[0] === 0xff && data[1] === 0xd8) return jpegSize(data)
  return { width: 0, height: 0 }
}

function jpegSize(data: Buffer): Electron.Size {
  for (let at = 2; at + 9 < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) }
  }
  return { width: 0, height: 0 }
}

function dataOf(dataURL: string): Buffer {
  return Buffer.from(dataURL.slice(dataURL.indexOf(',') + 1), 'base64')
}

/** Encodes Electron's bitmaps, which are BGRA with 8 bits each. */
function png(bitmap: Buffer, width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(data.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (width * 4 + 1))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      const to = y * (width * 4 + 1) + 1 + x * 4
      for (const [i, at] of [2, 1, 0, 3].entries()) rows[to + i] = bitmap[from + at] ?? 0
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** `nativeImage`. */
export const nativeImage = strict('nativeImage', {
  createEmpty: (): NativeImage => new NativeImage(Buffer.alloc(0)),
  createFromPath(path: string): NativeImage {
    try {
      return new NativeImage(readFileSync(path))
    } catch {
      return new NativeImage(Buffer.alloc(0))
    }
  },
  createFromBuffer: (buffer: Buffer): NativeImage => new NativeImage(Buffer.from(buffer)),
  createFromDataURL: (dataURL: string): NativeImage => new NativeImage(dataOf(dataURL)),
  createFromBitmap: (buffer: Buffer, { width, height }: Electron.CreateFromBitmapOptions): NativeImage =>
    new NativeImage(png(buffer, width, height)),
})
