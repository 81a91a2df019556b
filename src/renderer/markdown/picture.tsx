import Image from 'lucide-react/icons/image'
import { memo, useMemo } from 'react'
import type { ReactNode } from 'react'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { outsideUrl } from './links.ts'
import { OutsideLink } from './outsideLink.tsx'
import { ownPicture } from './ownPicture.ts'

/**
 * A picture in an answer. What is in the text shows; anything else is a chip: nothing is ever loaded because a model
 * named it, and a file of this machine is no exception, since an answer could otherwise put any picture that it can
 * guess the path of on the screen of whoever looks over the person's shoulder.
 */
export const Picture = memo(function Picture({
  src,
  alt,
}: {
  readonly src: string | undefined
  readonly alt: string
}): ReactNode {
  const t = useT()
  const own = useMemo(() => ownPicture(src), [src])
  const name = alt === '' ? t('reading.picture') : alt
  if (own !== null) {
    return (
      <button
        type="button"
        className="md-picture"
        aria-label={t('reading.enlargeNamed', { name })}
        onClick={() => openDialog({ kind: 'picture', name, ...own })}
      >
        <img className="md-image" src={own.src} width={own.width} height={own.height} alt={alt} decoding="async" />
      </button>
    )
  }
  const url = outsideUrl(src)
  const host = url === null ? '' : new URL(url).host
  const bad = src?.startsWith('data:') === true
  const chip = (
    <span className="md-image-chip" data-tip={bad ? t('reading.pictureBad') : undefined}>
      <Image aria-hidden="true" />
      <span>{name}</span>
      {host !== '' && <small>{host}</small>}
      {host === '' && !bad && src !== undefined && src !== '' && <small>{shortPath(src)}</small>}
    </span>
  )
  return url === null ? chip : <OutsideLink href={url}>{chip}</OutsideLink>
})

function shortPath(src: string): string {
  return src.length > 60 ? `…${src.slice(-60)}` : src
}
