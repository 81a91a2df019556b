import { folderName } from '../../shared/folderName.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { modelLabel } from './labels.ts'
import type { Group } from './order.ts'

/** What a group is called. */
export function groupLabel(t: Translate, language: string, providers: readonly Provider[], group: Group): string {
  switch (group.kind) {
    case 'older':
      return capital(new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(group.month))
    case 'folder':
      return group.name === null ? t('list.group.noFolder') : folderName(group.name)
    case 'repository':
      return group.name ?? t('list.group.noRepository')
    case 'model':
      return modelLabel(t, providers, group.providerId, group.name) ?? t('list.group.noModel')
    case 'tag':
      return group.name ?? t('list.group.noTag')
    case 'state':
      return t(`list.group.${group.state}`)
    default:
      return t(`list.group.${group.kind}`)
  }
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
