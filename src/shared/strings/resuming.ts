/** The safe-resume ladder, told step by step, and sessions that continue another. */
export const resuming = {
  'resuming.label': { en: 'Resuming this session', pt: 'Retomada desta sessão' },
  'resuming.trying': { en: 'Resuming this session', pt: 'Retomando esta sessão' },
  'resuming.kept': {
    en: 'Nothing was changed. What you wrote waits, and is not sent by itself.',
    pt: 'Nada foi alterado. O que você escreveu espera e não é enviado sozinho.',
  },
  'resuming.keptNothing': { en: 'Nothing was changed.', pt: 'Nada foi alterado.' },
  'resuming.steps': { en: 'Steps', pt: 'Passos' },
  'resuming.words': { en: 'What the runtime said', pt: 'O que o runtime disse' },
  'resuming.close': { en: 'Close', pt: 'Fechar' },

  'resuming.runtimeFailed': {
    en: 'The Copilot runtime could not resume this session',
    pt: 'O runtime do Copilot não conseguiu retomar esta sessão',
  },

  'resuming.live': { en: 'Resume it as it is', pt: 'Retomar como está' },
  'resuming.restart': { en: 'Restart the runtime', pt: 'Reiniciar o runtime' },
  'resuming.repair': { en: 'Repair a copy', pt: 'Reparar uma cópia' },
  'resuming.read': { en: 'Read what is there', pt: 'Ler o que existe' },
  'resuming.new': { en: 'Continue in a new session', pt: 'Continuar em uma nova sessão' },

  'resuming.state.doing': { en: 'under way', pt: 'em andamento' },
  'resuming.state.done': { en: 'done', pt: 'feito' },
  'resuming.state.failed': { en: 'failed', pt: 'falhou' },
  'resuming.state.skipped': { en: 'left out', pt: 'deixado de lado' },
  'resuming.state.offered': { en: 'only if you want it', pt: 'só se você quiser' },

  'resuming.reason.notTheRuntime': { en: 'it would not help here', pt: 'não ajudaria aqui' },
  'resuming.reason.othersRunning': {
    en: 'it would cut an answer that is being written in another session',
    pt: 'cortaria uma resposta que está sendo escrita em outra sessão',
  },
  'resuming.reason.notDamaged': { en: 'nothing points to damage', pt: 'nada indica dano' },
  'resuming.reason.repairable': {
    en: 'the file can be mended; the original would be kept',
    pt: 'o arquivo pode ser consertado; o original seria guardado',
  },
  'resuming.reason.notRepairable': {
    en: 'a repair would not change anything',
    pt: 'um reparo não mudaria nada',
  },
  'resuming.reason.notExamined': {
    en: 'you ended the look at the file',
    pt: 'você encerrou o exame do arquivo',
  },
  'resuming.examining': { en: 'Reading the file', pt: 'Lendo o arquivo' },
  'resuming.bytes': { en: 'Reading the file: {{done}} of {{total}}', pt: 'Lendo o arquivo: {{done}} de {{total}}' },
  'resuming.reason.nothingToRead': { en: 'there is nothing to read', pt: 'não há nada para ler' },
  'resuming.reason.nothingToContinue': { en: 'nothing was said yet', pt: 'nada foi dito ainda' },
  'resuming.reason.onRequest': {
    en: 'it would carry what was said; this session stays as it is',
    pt: 'levaria o que foi dito; esta sessão fica como está',
  },
  'resuming.readDone': {
    en: 'the conversation is shown for reading',
    pt: 'a conversa está na tela para leitura',
  },
  'resuming.lost_one': {
    en: '{{count}} event can’t be read and would be left out',
    pt: '{{count}} evento não pode ser lido e ficaria de fora',
  },
  'resuming.lost_other': {
    en: '{{count}} events can’t be read and would be left out',
    pt: '{{count}} eventos não podem ser lidos e ficariam de fora',
  },

  'way.again': { en: 'Try again', pt: 'Tentar de novo' },
  'way.restart': { en: 'Restart anyway', pt: 'Reiniciar mesmo assim' },
  'way.repair': { en: 'Repair a copy and go on', pt: 'Reparar uma cópia e continuar' },
  'way.examine': { en: 'See what is wrong…', pt: 'Ver o que está errado…' },
  'way.continue': { en: 'Continue in a new session', pt: 'Continuar em uma nova sessão' },
  'way.takeOver': { en: 'Take over', pt: 'Assumir' },
  'way.readOnly': { en: 'Only read', pt: 'Só ler' },
  'way.locate': { en: 'Locate the folder…', pt: 'Localizar a pasta…' },
  'way.withoutFolder': { en: 'Go on without it', pt: 'Continuar sem ela' },
  'way.restore': { en: 'Restore from the trash', pt: 'Restaurar da lixeira' },
  'way.recreate': { en: 'Begin anew', pt: 'Recomeçar' },
  'way.remove': { en: 'Take off the list…', pt: 'Retirar da lista…' },
  'way.export': { en: 'Export', pt: 'Exportar' },
  'way.reveal': { en: 'Show in folder', pt: 'Mostrar na pasta' },
  'way.withoutHistory': { en: 'Begin without the history', pt: 'Começar sem o histórico' },
  'way.settings': { en: 'Settings', pt: 'Configurações' },
  'way.cleanup': { en: 'Clean up', pt: 'Limpeza' },
  'way.withQueue_one': {
    en: 'Take the message that waits along',
    pt: 'Levar junto a mensagem que espera',
  },
  'way.withQueue_other': {
    en: 'Take the {{count}} messages that wait along',
    pt: 'Levar junto as {{count}} mensagens que esperam',
  },

  'carried.intro': {
    en: 'What follows was said in an earlier session that could not be resumed. Take it as the conversation so far, and go on from it.',
    pt: 'O que segue foi dito em uma sessão anterior que não pôde ser retomada. Considere-o a conversa até aqui e continue a partir dele.',
  },
  'carried.leftOut': {
    en: '(The newest {{messages}} of {{of}} messages; older ones did not fit.)',
    pt: '(As {{messages}} mensagens mais novas de {{of}}; as mais antigas não couberam.)',
  },
  'carried.title': { en: '{{title}}, continued', pt: '{{title}}, continuação' },
  'carried.lineage': { en: 'Sessions before and after', pt: 'Sessões antes e depois' },
  'carried.continues': { en: 'Continues', pt: 'Continua' },
  'carried.continuedIn': { en: 'Continued in', pt: 'Continuada em' },
  'carried.from': { en: 'Continued from', pt: 'Continuação de' },
  'carried.all_one': { en: 'with its only message', pt: 'com a única mensagem dela' },
  'carried.all_other': { en: 'with all of its {{count}} messages', pt: 'com todas as {{count}} mensagens dela' },
  'carried.part': {
    en: 'with the newest {{messages}} of its {{of}} messages',
    pt: 'com as {{messages}} mensagens mais novas das {{of}} dela',
  },
  'carried.goesAlong_one': {
    en: 'Your first message takes along the only message of “{{title}}”.',
    pt: 'Sua primeira mensagem leva junto a única mensagem de “{{title}}”.',
  },
  'carried.goesAlong_other': {
    en: 'Your first message takes along all {{count}} messages of “{{title}}”.',
    pt: 'Sua primeira mensagem leva junto todas as {{count}} mensagens de “{{title}}”.',
  },
  'carried.partGoesAlong': {
    en: 'Your first message takes along the newest {{messages}} of {{of}} messages of “{{title}}”; older ones do not fit.',
    pt: 'Sua primeira mensagem leva junto as {{messages}} mensagens mais novas das {{of}} de “{{title}}”; as mais antigas não cabem.',
  },
  'carried.gone': {
    en: 'It was to take along what was said in “{{title}}”, which can’t be read any more.',
    pt: 'Ela levaria junto o que foi dito em “{{title}}”, que não pode mais ser lida.',
  },

  'new.idOfMissing': {
    en: 'A session of this id is on the list, but no longer on disk.',
    pt: 'Uma sessão com este id está na lista, mas não está mais no disco.',
  },
  'new.openMissing': { en: 'Open it', pt: 'Abrir' },
  'new.recreate': { en: 'Begin anew there', pt: 'Recomeçar lá' },

  'delete.missing': {
    en: 'Its conversation is gone already. What Retoma still has of it moves to the trash: {{what}}.',
    pt: 'A conversa já não existe. O que o Retoma ainda tem dela vai para a lixeira: {{what}}.',
  },
  'delete.missingNothing': {
    en: 'Its conversation is gone already, and Retoma has nothing else of it.',
    pt: 'A conversa já não existe, e o Retoma não tem mais nada dela.',
  },
  'delete.what.draft': { en: 'a draft', pt: 'um rascunho' },
  'delete.what.bookmarks_one': { en: '{{count}} bookmark', pt: '{{count}} marcador' },
  'delete.what.bookmarks_other': { en: '{{count}} bookmarks', pt: '{{count}} marcadores' },
  'delete.what.queued_one': { en: '{{count}} message that waits', pt: '{{count}} mensagem que espera' },
  'delete.what.queued_other': { en: '{{count}} messages that wait', pt: '{{count}} mensagens que esperam' },
} as const
