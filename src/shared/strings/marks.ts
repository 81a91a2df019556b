/** Pins, tags and notes. */
export const marks = {
  'command.pin': { en: 'Pin or unpin the session', pt: 'Fixar ou desafixar a sessão' },
  'command.tags': { en: 'Tag the session', pt: 'Etiquetar a sessão' },
  'command.notes': { en: 'Write notes about the session', pt: 'Anotar sobre a sessão' },
  'marks.pin': { en: 'Pin', pt: 'Fixar' },
  'marks.unpin': { en: 'Unpin', pt: 'Desafixar' },
  'marks.pinned': { en: 'pinned', pt: 'fixada' },
  'list.group.pinned': { en: 'Pinned', pt: 'Fixadas' },
  'keys.list.pin': { en: 'Pin or unpin', pt: 'Fixar ou desafixar' },
  'marks.tags': { en: 'Tags', pt: 'Etiquetas' },
  'marks.addTag': { en: 'Add a tag', pt: 'Adicionar etiqueta' },
  'marks.removeTag': { en: 'Remove the tag {{tag}}', pt: 'Remover a etiqueta {{tag}}' },
  'marks.tooMany': { en: 'A session takes {{count}} tags.', pt: 'Uma sessão aceita {{count}} etiquetas.' },
  'marks.notes': { en: 'Notes', pt: 'Anotações' },
  'marks.notesPlaceholder': { en: 'For yourself only', pt: 'Só para você' },
} as const
