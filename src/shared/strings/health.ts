/** The session doctor: what is wrong with a log, what a repair loses, how it is undone. */
export const health = {
  'repair.title': { en: 'Repair a copy of “{{title}}”', pt: 'Reparar uma cópia de “{{title}}”' },
  'repair.healthyTitle': { en: 'The file of “{{title}}”', pt: 'O arquivo de “{{title}}”' },
  'repair.text': {
    en: 'Retoma writes a repaired copy, checks it and puts it in place. The original file is kept as it is, and you can undo this.',
    pt: 'O Retoma grava uma cópia reparada, confere e a coloca no lugar. O arquivo original é guardado como está, e você pode desfazer.',
  },
  'repair.scanning': { en: 'Reading the file', pt: 'Lendo o arquivo' },
  'repair.working': { en: 'Writing and checking the copy', pt: 'Gravando e conferindo a cópia' },
  'repair.places': { en: 'What is wrong', pt: 'O que está errado' },
  'repair.more_one': { en: 'and {{count}} more place', pt: 'e mais {{count}} lugar' },
  'repair.more_other': { en: 'and {{count}} more places', pt: 'e mais {{count}} lugares' },
  'repair.lostNothing': { en: 'Nothing that can be read is lost.', pt: 'Nada do que pode ser lido se perde.' },
  'repair.lost_one': {
    en: '{{count}} event can’t be read and will not be in the repaired session.',
    pt: '{{count}} evento não pode ser lido e não estará na sessão reparada.',
  },
  'repair.lost_other': {
    en: '{{count}} events can’t be read and will not be in the repaired session.',
    pt: '{{count}} eventos não podem ser lidos e não estarão na sessão reparada.',
  },
  'repair.kept_one': { en: '{{count}} event is kept.', pt: '{{count}} evento é mantido.' },
  'repair.kept_other': { en: '{{count}} events are kept.', pt: '{{count}} eventos são mantidos.' },
  'repair.healthy': {
    en: 'Nothing is wrong with this file: every event can be read.',
    pt: 'Não há nada errado com este arquivo: todos os eventos podem ser lidos.',
  },
  'repair.slimmable': {
    en: '{{size}} of it is repeated, or is needed neither to show the conversation nor to go on with it.',
    pt: '{{size}} dele é repetição, ou não é necessário nem para mostrar a conversa nem para continuá-la.',
  },
  'repair.exportFirst': { en: 'Export first…', pt: 'Exportar antes…' },
  'repair.confirm': { en: 'Repair', pt: 'Reparar' },
  'repair.slim': { en: 'Make it smaller', pt: 'Diminuir' },
  'repair.repaired': { en: 'This session was repaired.', pt: 'Esta sessão foi reparada.' },
  'repair.slimmed': {
    en: 'This session takes {{size}} less now.',
    pt: 'Esta sessão agora ocupa {{size}} a menos.',
  },
  'repair.original': {
    en: 'The original file is kept as it was.',
    pt: 'O arquivo original está guardado como estava.',
  },
  'repair.undo': { en: 'Undo repair', pt: 'Desfazer reparo' },
  'repair.undone': { en: 'The original is back, byte for byte', pt: 'O original está de volta, byte por byte' },

  'damage.empty': { en: 'The file is empty.', pt: 'O arquivo está vazio.' },
  'damage.noStart': {
    en: 'Line {{line}}: the record of the beginning is missing. It is made anew.',
    pt: 'Linha {{line}}: falta o registro do início. Ele é refeito.',
  },
  'damage.otherId': {
    en: 'Line {{line}} names another session. It is corrected.',
    pt: 'A linha {{line}} tem o nome de outra sessão. Ela é corrigida.',
  },
  'damage.bom': {
    en: 'Line {{line}} begins with a byte order mark. Nothing is lost.',
    pt: 'A linha {{line}} começa com uma marca de ordem de bytes. Nada se perde.',
  },
  'damage.nulTail': {
    en: 'Empty bytes at the end, in line {{line}}. Nothing is lost.',
    pt: 'Bytes vazios no fim, na linha {{line}}. Nada se perde.',
  },
  'damage.nuls': {
    en: 'Empty bytes in line {{line}}. Nothing is lost.',
    pt: 'Bytes vazios na linha {{line}}. Nada se perde.',
  },
  'damage.cutLine_one': {
    en: 'The last line, {{line}}, breaks off: {{count}} event.',
    pt: 'A última linha, {{line}}, está cortada: {{count}} evento.',
  },
  'damage.cutLine_other': {
    en: 'The last line, {{line}}, breaks off: {{count}} events.',
    pt: 'A última linha, {{line}}, está cortada: {{count}} eventos.',
  },
  'damage.joined_one': {
    en: '{{count}} event does not stand alone on line {{line}}. Nothing is lost.',
    pt: '{{count}} evento não está sozinho na linha {{line}}. Nada se perde.',
  },
  'damage.joined_other': {
    en: '{{count}} events stand on line {{line}} together. Nothing is lost.',
    pt: '{{count}} eventos estão juntos na linha {{line}}. Nada se perde.',
  },
  'damage.notJson_one': {
    en: 'Line {{line}} is not readable: {{count}} event.',
    pt: 'A linha {{line}} não pode ser lida: {{count}} evento.',
  },
  'damage.notJson_other': {
    en: 'Line {{line}} is not readable: {{count}} events.',
    pt: 'A linha {{line}} não pode ser lida: {{count}} eventos.',
  },
  'damage.notEvent_one': {
    en: 'Line {{line}} lacks what it should hold: {{count}} event.',
    pt: 'Falta na linha {{line}} o que ela deveria conter: {{count}} evento.',
  },
  'damage.notEvent_other': {
    en: 'Line {{line}} lacks what it should hold: {{count}} events.',
    pt: 'Falta na linha {{line}} o que ela deveria conter: {{count}} eventos.',
  },
  'damage.envelope': {
    en: 'Line {{line}} has a broken id or time. It is mended.',
    pt: 'A linha {{line}} tem um id ou horário quebrado. Ela é corrigida.',
  },
  'damage.refused_one': {
    en: 'Copilot does not take line {{line}}: {{count}} event.',
    pt: 'O Copilot não aceita a linha {{line}}: {{count}} evento.',
  },
  'damage.refused_other': {
    en: 'Copilot does not take line {{line}}: {{count}} events.',
    pt: 'O Copilot não aceita a linha {{line}}: {{count}} eventos.',
  },
  'damage.hugeEvent': {
    en: 'Line {{line}} is very large. It is kept.',
    pt: 'A linha {{line}} é muito grande. Ela é mantida.',
  },

  'kept.title': { en: 'Kept originals', pt: 'Originais guardados' },
  'kept.help': {
    en: 'The files that repairs replaced, as they were. They also go when their session is deleted for good.',
    pt: 'Os arquivos que reparos substituíram, como eram. Também se vão quando a sessão é excluída de vez.',
  },
  'kept.none': { en: 'Nothing was repaired.', pt: 'Nada foi reparado.' },
  'kept.total_one': { en: '{{count}} original, {{size}}', pt: '{{count}} original, {{size}}' },
  'kept.total_other': { en: '{{count}} originals, {{size}}', pt: '{{count}} originais, {{size}}' },
  'kept.repair': { en: 'before a repair', pt: 'antes de um reparo' },
  'kept.slim': { en: 'before it was made smaller', pt: 'antes de ser reduzido' },
  'kept.unreadable': {
    en: 'what was noted of it can’t be read',
    pt: 'o que se anotou sobre ele não pode ser lido',
  },
  'kept.back': { en: 'put back since', pt: 'já recolocado' },
  'kept.undo': { en: 'Put back', pt: 'Recolocar' },
  'kept.undoOne': { en: 'Put back the original of “{{title}}”', pt: 'Recolocar o original de “{{title}}”' },
  'kept.discarded': { en: 'The original was deleted', pt: 'O original foi excluído' },
  'kept.confirm': { en: 'This can’t be brought back.', pt: 'Não dá para trazer de volta.' },
  'kept.confirmUndoable': {
    en: 'The repair can’t be undone then.',
    pt: 'O reparo não poderá mais ser desfeito.',
  },
} as const
