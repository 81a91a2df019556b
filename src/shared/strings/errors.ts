/** For each code of `shared/errors.ts`: what happened, and (`.help`) what was kept and what can be done. `{{detail}}` names the thing. */
export const errors = {
  'error.nothingToFork': { en: 'Nothing to fork yet', pt: 'Ainda não há o que bifurcar' },
  'error.nothingToFork.help': {
    en: 'A fork takes along what was said and answered. Send a message first, or wait for its answer.',
    pt: 'Uma bifurcação leva o que foi dito e respondido. Envie uma mensagem antes, ou espere a resposta.',
  },
  'error.nothingToAsk': { en: 'Nothing to ask about yet', pt: 'Ainda não há sobre o que perguntar' },
  'error.nothingToAsk.help': {
    en: 'A side question is about what was said and answered. Send a message first, or wait for its answer.',
    pt: 'Uma pergunta à parte é sobre o que foi dito e respondido. Envie uma mensagem antes, ou espere a resposta.',
  },
  'error.turnMissing': { en: 'This message is no longer in the session', pt: 'Esta mensagem não está mais na sessão' },
  'error.turnMissing.help': {
    en: 'Nothing was changed. Open the session again to see it as it is.',
    pt: 'Nada foi alterado. Abra a sessão de novo para vê-la como está.',
  },
  'error.turnRunning': { en: 'This answer is still being written', pt: 'Esta resposta ainda está sendo escrita' },
  'error.turnRunning.help': {
    en: 'Nothing was changed. Wait for its end, or stop it first.',
    pt: 'Nada foi alterado. Espere terminar, ou pare-a antes.',
  },
  'error.rewindFailed': { en: 'The session could not be rewound', pt: 'Não foi possível voltar a sessão' },
  'error.rewindFailed.help': {
    en: 'The conversation is as it was. Fork it instead, or try again.',
    pt: 'A conversa está como estava. Bifurque-a, ou tente de novo.',
  },
  'error.versionGone': {
    en: 'This earlier version is not kept any more',
    pt: 'Esta versão anterior não está mais guardada',
  },
  'error.versionGone.help': {
    en: 'The conversation itself is as it was.',
    pt: 'A conversa em si está como estava.',
  },
  'error.internal': { en: 'Something went wrong in Retoma', pt: 'Algo deu errado no Retoma' },
  'error.internal.help': {
    en: 'Your sessions and drafts are safe. Try again; the log has the details.',
    pt: 'Suas sessões e rascunhos estão seguros. Tente de novo; o log tem os detalhes.',
  },
  'error.invalid': { en: 'Retoma could not read this request', pt: 'O Retoma não conseguiu ler este pedido' },
  'error.invalid.help': {
    en: 'Nothing was changed. Check what you entered and try again.',
    pt: 'Nada foi alterado. Confira o que você digitou e tente de novo.',
  },
  'error.forbidden': { en: 'This is not allowed from here', pt: 'Isto não é permitido a partir daqui' },
  'error.forbidden.help': {
    en: 'Nothing was changed. Reload the window if it keeps happening.',
    pt: 'Nada foi alterado. Recarregue a janela se continuar acontecendo.',
  },
  'error.idInvalid': { en: 'This id can’t be used', pt: 'Este id não pode ser usado' },
  'error.idInvalid.help': {
    en: 'Use letters without accents, digits, “-” and “_”, 255 characters at most.',
    pt: 'Use letras sem acento, números, “-” e “_”, com no máximo 255 caracteres.',
  },
  'error.idReserved': { en: 'Windows reserves this id for itself', pt: 'O Windows reserva este id para si' },
  'error.idReserved.help': {
    en: 'Choose another id, so that the session works on every system.',
    pt: 'Escolha outro id, para que a sessão funcione em qualquer sistema.',
  },
  'error.idTaken': { en: 'A session with this id exists already', pt: 'Já existe uma sessão com este id' },
  'error.idTaken.help': {
    en: 'It was left as it is. Choose another id, or open that session.',
    pt: 'Ela ficou como estava. Escolha outro id ou abra aquela sessão.',
  },
  'error.idOfMissing': {
    en: 'A session with this id is on the list, but no longer on disk',
    pt: 'Uma sessão com este id está na lista, mas não está mais no disco',
  },
  'error.idOfMissing.help': {
    en: 'What was kept of it stays. Open it to begin anew there, or choose another id.',
    pt: 'O que foi guardado dela fica. Abra-a para recomeçar lá ou escolha outro id.',
  },
  'error.sessionMissing': { en: 'This session is no longer there', pt: 'Esta sessão não está mais lá' },
  'error.sessionMissing.help': {
    en: 'Its draft and bookmarks were kept. Begin anew under the same id, or take it off the list.',
    pt: 'O rascunho e os marcadores foram mantidos. Recomece com o mesmo id ou retire-a da lista.',
  },
  'error.sessionEmpty': { en: 'This session has no content', pt: 'Esta sessão está vazia' },
  'error.sessionEmpty.help': {
    en: 'Its file is there, but nothing is in it. Begin anew under the same id, or take it off the list.',
    pt: 'O arquivo existe, mas não há nada nele. Recomece com o mesmo id ou retire-a da lista.',
  },
  'error.sessionDamaged': { en: 'A part of this session can’t be read', pt: 'Parte desta sessão não pode ser lida' },
  'error.sessionDamaged.help': {
    en: 'The file was left untouched. What can be read is shown; export it to keep a copy.',
    pt: 'O arquivo não foi alterado. O que pode ser lido está na tela; exporte para guardar uma cópia.',
  },
  'error.sessionNewer': {
    en: 'A newer version of Copilot wrote this session',
    pt: 'Uma versão mais nova do Copilot gravou esta sessão',
  },
  'error.sessionNewer.help': {
    en: 'It was left untouched. Update Retoma to go on with it here.',
    pt: 'Ela não foi alterada. Atualize o Retoma para continuar aqui.',
  },
  'error.sessionInUse': { en: 'Another program is using this session', pt: 'Outro programa está usando esta sessão' },
  'error.sessionInUse.help': {
    en: 'Your text was kept. Close the session there, or take it over here.',
    pt: 'Seu texto foi mantido. Feche a sessão lá ou assuma-a aqui.',
  },
  'error.sessionBusy': { en: 'This session is being worked on', pt: 'Esta sessão está em andamento' },
  'error.sessionBusy.help': {
    en: 'Nothing was changed. Wait for the answer, or stop it, then try again.',
    pt: 'Nada foi alterado. Espere a resposta, ou pare-a, e tente de novo.',
  },
  'error.sessionChanged': {
    en: 'This session changed meanwhile',
    pt: 'Esta sessão mudou enquanto isso',
  },
  'error.sessionChanged.help': {
    en: 'It was left as it is, with what was added. Try again.',
    pt: 'Ela ficou como está, com o que foi acrescentado. Tente de novo.',
  },
  'error.nothingToRepair': { en: 'Nothing needs to be done', pt: 'Não há nada a fazer' },
  'error.nothingToRepair.help': {
    en: 'The file was left as it is.',
    pt: 'O arquivo ficou como está.',
  },
  'error.repairFailed': { en: 'The repair did not succeed', pt: 'O reparo não deu certo' },
  'error.repairFailed.help': {
    en: 'The copy did not pass its check, and the session was left untouched. Export it to keep what can be read.',
    pt: 'A cópia não passou na verificação, e a sessão não foi alterada. Exporte para guardar o que pode ser lido.',
  },
  'error.repairChanged': {
    en: 'This session went on after the repair',
    pt: 'Esta sessão continuou depois do reparo',
  },
  'error.repairChanged.help': {
    en: 'Going back would lose what was added since, so nothing was changed. The original is still kept in Retoma’s folder “repairs”.',
    pt: 'Voltar perderia o que foi acrescentado, então nada foi alterado. O original continua guardado na pasta “repairs” do Retoma.',
  },
  'error.repairGone': { en: 'This repair can’t be undone', pt: 'Este reparo não pode ser desfeito' },
  'error.repairGone.help': {
    en: 'It was undone already, or what was kept of it is gone. The session was left as it is.',
    pt: 'Ele já foi desfeito, ou o que foi guardado não existe mais. A sessão ficou como está.',
  },
  'error.cancelled': { en: 'Cancelled', pt: 'Cancelado' },
  'error.cancelled.help': { en: 'Nothing was changed.', pt: 'Nada foi alterado.' },
  'error.historyGone': {
    en: 'The session that this one continues can’t be read any more',
    pt: 'A sessão que esta continua não pode mais ser lida',
  },
  'error.historyGone.help': {
    en: 'Your text was kept and nothing was sent. Bring {{detail}} back, or begin without its history.',
    pt: 'Seu texto foi mantido e nada foi enviado. Traga {{detail}} de volta ou comece sem o histórico dela.',
  },
  'error.folderMissing': { en: 'The folder of this session is gone', pt: 'A pasta desta sessão não existe mais' },
  'error.folderMissing.help': {
    en: 'Your text was kept. Show where the folder is now, or go on without one.',
    pt: 'Seu texto foi mantido. Mostre onde a pasta está agora ou continue sem pasta.',
  },
  'error.attachmentMissing': { en: '“{{detail}}” is not there any more', pt: '“{{detail}}” não existe mais' },
  'error.attachmentMissing.help': {
    en: 'Nothing was sent, and your message is kept. Take the attachment off, or put the file back where it was.',
    pt: 'Nada foi enviado, e sua mensagem foi mantida. Retire o anexo ou devolva o arquivo ao lugar dele.',
  },
  'error.sentFileGone': { en: '“{{detail}}” is not there any more', pt: '“{{detail}}” não existe mais' },
  'error.sentFileGone.help': {
    en: 'It was moved or deleted since it went with this message, which stays as it is.',
    pt: 'Foi movido ou excluído desde que seguiu com esta mensagem, que continua como está.',
  },
  'error.attachmentTooLarge': { en: '“{{detail}}” is too large', pt: '“{{detail}}” é grande demais' },
  'error.attachmentTooLarge.help': {
    en: 'Pictures may have 20 MB, other files 200 MB, and text files in a plain chat, like pasted texts, 1 MB. Your message is kept.',
    pt: 'Imagens podem ter 20 MB, outros arquivos 200 MB, e arquivos de texto em uma conversa simples, como textos colados, 1 MB. Sua mensagem foi mantida.',
  },
  'error.attachmentKind': { en: '“{{detail}}” can’t be attached', pt: '“{{detail}}” não pode ser anexado' },
  'error.attachmentKind.help': {
    en: 'Files, folders and pictures (PNG, JPEG, GIF, WebP) can be. Your message is kept.',
    pt: 'Arquivos, pastas e imagens (PNG, JPEG, GIF, WebP) podem. Sua mensagem foi mantida.',
  },
  'error.attachmentUnreadable': { en: '“{{detail}}” can’t be read', pt: 'Não é possível ler “{{detail}}”' },
  'error.attachmentUnreadable.help': {
    en: 'Your message is kept. Check that you may read the file, or take the attachment off.',
    pt: 'Sua mensagem foi mantida. Confira se você pode ler o arquivo, ou retire o anexo.',
  },
  'error.attachmentInChat': {
    en: 'A plain chat can’t open “{{detail}}”',
    pt: 'Uma conversa simples não consegue abrir “{{detail}}”',
  },
  'error.attachmentInChat.help': {
    en: 'It has no tools: only pictures and text files can go along. Your message is kept; take the attachment off, or use an agent session.',
    pt: 'Ela não tem ferramentas: só imagens e arquivos de texto podem ir junto. Sua mensagem foi mantida; retire o anexo ou use uma sessão de agente.',
  },
  'error.readFailed': { en: 'A file could not be read', pt: 'Não foi possível ler um arquivo' },
  'error.readFailed.help': {
    en: 'Nothing was changed. Check that you may read it, then try again. {{detail}}',
    pt: 'Nada foi alterado. Confira se você pode lê-lo e tente de novo. {{detail}}',
  },
  'error.writeFailed': { en: 'A file could not be written', pt: 'Não foi possível gravar um arquivo' },
  'error.writeFailed.help': {
    en: 'What was there before is still there. Check that you may write there, then try again. {{detail}}',
    pt: 'O que existia continua lá. Confira se você pode gravar ali e tente de novo. {{detail}}',
  },
  'error.diskFull': { en: 'The disk is full', pt: 'O disco está cheio' },
  'error.diskFull.help': {
    en: 'Your text is still here. Free some space, then try again.',
    pt: 'Seu texto continua aqui. Libere espaço e tente de novo.',
  },
  'error.homeReadOnly': { en: 'Copilot’s folder can’t be written to', pt: 'A pasta do Copilot é somente leitura' },
  'error.homeReadOnly.help': {
    en: 'You can read everything, but not send. Make the folder writable, or choose another one in the settings.',
    pt: 'Você pode ler tudo, mas não enviar. Libere a gravação na pasta ou escolha outra nas configurações.',
  },
  'error.runtimeMissing': { en: 'The Copilot runtime is missing', pt: 'O runtime do Copilot não foi encontrado' },
  'error.runtimeMissing.help': {
    en: 'Your sessions can be read. Install Retoma again to get the runtime back.',
    pt: 'Suas sessões podem ser lidas. Reinstale o Retoma para recuperar o runtime.',
  },
  'error.runtimeNotExecutable': {
    en: 'The Copilot runtime may not be run',
    pt: 'O runtime do Copilot não pode ser executado',
  },
  'error.runtimeNotExecutable.help': {
    en: 'Your sessions can be read. Allow the file to be run, or install Retoma again.',
    pt: 'Suas sessões podem ser lidas. Permita a execução do arquivo ou reinstale o Retoma.',
  },
  'error.runtimeProtocol': {
    en: 'The Copilot runtime speaks another version',
    pt: 'O runtime do Copilot usa outra versão do protocolo',
  },
  'error.runtimeProtocol.help': {
    en: 'Your sessions can be read. Install the latest version of Retoma.',
    pt: 'Suas sessões podem ser lidas. Instale a versão mais recente do Retoma.',
  },
  'error.runtimeFailed': { en: 'The Copilot runtime stopped', pt: 'O runtime do Copilot parou' },
  'error.runtimeFailed.help': {
    en: 'Your text and what was answered so far were kept. Send again, or restart the runtime.',
    pt: 'Seu texto e o que já foi respondido foram mantidos. Envie de novo ou reinicie o runtime.',
  },
  'error.runtimeTimeout': {
    en: 'The Copilot runtime did not answer in time',
    pt: 'O runtime do Copilot não respondeu a tempo',
  },
  'error.runtimeTimeout.help': {
    en: 'Your text was kept. Try again, or restart the runtime.',
    pt: 'Seu texto foi mantido. Tente de novo ou reinicie o runtime.',
  },
  'error.runtimeGivenUp': {
    en: 'The Copilot runtime is not running',
    pt: 'O runtime do Copilot não está rodando',
  },
  'error.runtimeGivenUp.help': {
    en: 'You stopped the attempts to start it. Your text was kept: send again to start it anew.',
    pt: 'Você parou as tentativas de iniciá-lo. Seu texto foi mantido: envie de novo para iniciá-lo outra vez.',
  },
  'error.providerMissing': {
    en: 'The provider of this session was removed',
    pt: 'O provedor desta sessão foi removido',
  },
  'error.providerMissing.help': {
    en: 'Your text was kept. Choose another model, or add the provider again in the settings.',
    pt: 'Seu texto foi mantido. Escolha outro modelo ou adicione o provedor de novo nas configurações.',
  },
  'error.providerKeyMissing': { en: 'The provider’s key is missing', pt: 'Falta a chave do provedor' },
  'error.providerKeyMissing.help': {
    en: 'Your text was kept. Enter the key in the settings, then send again.',
    pt: 'Seu texto foi mantido. Informe a chave nas configurações e envie de novo.',
  },
  'error.providerUnreachable': { en: 'The provider can’t be reached', pt: 'Não foi possível alcançar o provedor' },
  'error.providerUnreachable.help': {
    en: 'Your text was kept. Check the connection and the address, and whether the server runs. {{detail}}',
    pt: 'Seu texto foi mantido. Confira a conexão, o endereço e se o servidor está rodando. {{detail}}',
  },
  'error.providerRefused': { en: 'The provider refused', pt: 'O provedor recusou' },
  'error.providerRefused.help': {
    en: 'Your text was kept. Check the key and what it is allowed to do. {{detail}}',
    pt: 'Seu texto foi mantido. Confira a chave e o que ela permite. {{detail}}',
  },
  'error.providerInvalid': {
    en: 'This address does not answer like a model provider',
    pt: 'Este endereço não responde como um provedor de modelos',
  },
  'error.providerInvalid.help': {
    en: 'Nothing was saved. Check the kind and the address; it often ends in /v1. {{detail}}',
    pt: 'Nada foi salvo. Confira o tipo e o endereço; ele costuma terminar em /v1. {{detail}}',
  },
  'error.modelMissing': {
    en: 'The provider no longer offers this model',
    pt: 'O provedor não oferece mais este modelo',
  },
  'error.modelMissing.help': {
    en: 'Your text was kept. Choose another model, then send again.',
    pt: 'Seu texto foi mantido. Escolha outro modelo e envie de novo.',
  },
  'error.signInFailed': { en: 'GitHub did not accept the sign-in', pt: 'O GitHub não aceitou o login' },
  'error.signInFailed.help': {
    en: 'Nothing was stored. Check the token, that it allows Copilot, and the host. {{detail}}',
    pt: 'Nada foi guardado. Confira o token, se ele permite o Copilot, e o host. {{detail}}',
  },
  'error.keychainUnavailable': {
    en: 'This system has no place to keep a key safely',
    pt: 'Este sistema não tem onde guardar uma chave com segurança',
  },
  'error.keychainUnavailable.help': {
    en: 'The key was not stored. Unlock or install a keychain, or use a provider that needs no key.',
    pt: 'A chave não foi guardada. Desbloqueie ou instale um chaveiro, ou use um provedor que não precise de chave.',
  },
  'error.requestGone': { en: 'This question is no longer open', pt: 'Esta pergunta não está mais aberta' },
  'error.requestGone.help': {
    en: 'It was answered or the turn ended; nothing was allowed by it. Send a message to go on.',
    pt: 'Ela foi respondida ou o turno terminou; nada foi permitido por ela. Envie uma mensagem para continuar.',
  },
  'error.outputMissing': {
    en: 'All of this text is not to be found',
    pt: 'Não foi possível encontrar o texto inteiro',
  },
  'error.outputMissing.help': {
    en: 'What is in the transcript stays. If it has just been written, try again in a moment.',
    pt: 'O que está na conversa fica. Se acabou de ser gravado, tente de novo em instantes.',
  },
  'error.bookmarkMissing': {
    en: 'The bookmarked message is no longer there',
    pt: 'A mensagem marcada não está mais lá',
  },
  'error.bookmarkMissing.help': {
    en: 'The bookmark keeps its name and the beginning of the message.',
    pt: 'O marcador mantém o nome e o começo da mensagem.',
  },
  'error.trashMissing': { en: 'This is no longer in the trash', pt: 'Isto não está mais na lixeira' },
  'error.trashMissing.help': {
    en: 'It was restored or deleted for good. Look for it in the list.',
    pt: 'Foi restaurada ou excluída de vez. Procure por ela na lista.',
  },
  'error.libraryNewer': {
    en: 'A newer Retoma wrote bookmarks, drafts and titles',
    pt: 'Um Retoma mais novo gravou marcadores, rascunhos e títulos',
  },
  'error.libraryNewer.help': {
    en: 'They were left untouched, and so were your sessions. Update Retoma, then try again.',
    pt: 'Eles não foram alterados, nem as suas sessões. Atualize o Retoma e tente de novo.',
  },
  'error.linkRefused': { en: 'This link was not opened', pt: 'Este link não foi aberto' },
  'error.linkRefused.help': {
    en: 'Only web and mail addresses are opened. Copy it if you trust it.',
    pt: 'Só endereços da web e de e-mail são abertos. Copie-o se você confia nele.',
  },
  'error.draftFileAlone': {
    en: '“--draft-file” needs to know the session',
    pt: '“--draft-file” precisa saber qual é a sessão',
  },
  'error.draftFileAlone.help': {
    en: 'Add --session ID, and --create if there may be none of it yet. Nothing was changed.',
    pt: 'Acrescente --session ID, e --create se ela talvez ainda não exista. Nada foi alterado.',
  },
  'error.draftFileMissing': {
    en: '“--draft-file” needs a file',
    pt: '“--draft-file” precisa de um arquivo',
  },
  'error.draftFileMissing.help': {
    en: 'The draft is as it was. Add the path of a text file.',
    pt: 'O rascunho continua como estava. Acrescente o caminho de um arquivo de texto.',
  },
  'error.draftFileEmpty': {
    en: 'The file for the draft has no text: {{detail}}',
    pt: 'O arquivo do rascunho não tem texto: {{detail}}',
  },
  'error.draftFileEmpty.help': {
    en: 'The draft is as it was.',
    pt: 'O rascunho continua como estava.',
  },
  'error.draftFileUnreadable': {
    en: 'The file for the draft can’t be read: {{detail}}',
    pt: 'Não foi possível ler o arquivo do rascunho: {{detail}}',
  },
  'error.draftFileUnreadable.help': {
    en: 'The draft is as it was. Check that the file exists and that you may read it.',
    pt: 'O rascunho continua como estava. Verifique se o arquivo existe e se você pode lê-lo.',
  },
  'error.draftFileTooLarge': {
    en: 'The file for the draft is larger than 1 MB: {{detail}}',
    pt: 'O arquivo do rascunho tem mais de 1 MB: {{detail}}',
  },
  'error.draftFileTooLarge.help': {
    en: 'The draft is as it was. Attach the file to the message instead.',
    pt: 'O rascunho continua como estava. Anexe o arquivo à mensagem.',
  },
  'error.draftFileNotText': {
    en: 'The file for the draft is no text in UTF-8: {{detail}}',
    pt: 'O arquivo do rascunho não é texto em UTF-8: {{detail}}',
  },
  'error.draftFileNotText.help': {
    en: 'The draft is as it was. Save the file as UTF-8, or attach it to the message.',
    pt: 'O rascunho continua como estava. Salve o arquivo em UTF-8 ou anexe-o à mensagem.',
  },
  'error.patternInvalid': { en: 'This is not a regular expression', pt: 'Isto não é uma expressão regular' },
  'error.patternInvalid.help': {
    en: 'Nothing was searched ({{detail}}). Correct it, or switch regular expressions off.',
    pt: 'Nada foi buscado ({{detail}}). Corrija-a ou desligue as expressões regulares.',
  },
  'error.archiveInvalid': { en: 'This file can’t be imported', pt: 'Este arquivo não pode ser importado' },
  'error.archiveInvalid.help': {
    en: 'It is not what it should be at {{detail}} (a line and column, or a field). Nothing of it was imported.',
    pt: 'Ele não é o que deveria ser em {{detail}} (linha e coluna, ou um campo). Nada dele foi importado.',
  },
  'error.archiveNewer': {
    en: 'A newer Retoma wrote this file',
    pt: 'Um Retoma mais novo gravou este arquivo',
  },
  'error.archiveNewer.help': {
    en: 'It is of version {{detail}}. Nothing of it was imported. Update Retoma, then try again.',
    pt: 'Ele é da versão {{detail}}. Nada dele foi importado. Atualize o Retoma e tente de novo.',
  },
  'error.archiveEmpty': { en: 'There is no session in it', pt: 'Não há nenhuma sessão aí' },
  'error.archiveEmpty.help': {
    en: 'Nothing to import was found in {{detail}}, and nothing was. Choose an exported file, a zip or folder of them, a list of messages, or a folder with session-state.',
    pt: 'Nada para importar foi encontrado em {{detail}}, e nada foi. Escolha um arquivo exportado, um zip ou pasta deles, uma lista de mensagens ou uma pasta com session-state.',
  },
  'error.importOwnHome': {
    en: 'These sessions are in the list already',
    pt: 'Estas sessões já estão na lista',
  },
  'error.importOwnHome.help': {
    en: 'It is the folder that Retoma shows now. Nothing was imported. Choose the folder of another home.',
    pt: 'É a pasta que o Retoma mostra agora. Nada foi importado. Escolha a pasta de outra casa.',
  },
  'error.searchStopped': { en: 'The search stopped working', pt: 'A busca parou de funcionar' },
  'error.searchStopped.help': {
    en: 'Your sessions and messages are all there. It starts again by itself within a minute, with what it has read until now; or try again then.',
    pt: 'Todas as suas sessões e mensagens continuam lá. Ela recomeça sozinha em até um minuto, com o que já leu; ou tente de novo então.',
  },
  'error.importGone': {
    en: 'What was to be imported is not known any more',
    pt: 'Já não se sabe o que era para importar',
  },
  'error.importGone.help': {
    en: 'Something else was looked at since. Nothing was imported. Choose it once more.',
    pt: 'Outra coisa foi vista desde então. Nada foi importado. Escolha de novo.',
  },
  'error.importFull': { en: 'There is no room for it', pt: 'Não há espaço para ela' },
  'error.importFull.help': {
    en: 'Nothing of it was kept, and your sessions are as they were. Free some space on the disk of {{detail}}, then import it again.',
    pt: 'Nada dela ficou, e suas sessões estão como estavam. Libere espaço no disco de {{detail}} e importe de novo.',
  },
  'error.importUnwritable': {
    en: 'It can’t be put where sessions are kept',
    pt: 'Não é possível pôr onde as sessões ficam',
  },
  'error.importUnwritable.help': {
    en: 'Nothing of it was kept. Check that you may write to {{detail}}, then import it again.',
    pt: 'Nada dela ficou. Confira se você pode gravar em {{detail}} e importe de novo.',
  },
  'error.exportFull': { en: 'There is no room for the export', pt: 'Não há espaço para a exportação' },
  'error.exportFull.help': {
    en: 'Nothing half-written is left in {{detail}}, and what was there is as it was. Free some space, or choose another place.',
    pt: 'Nada pela metade ficou em {{detail}}, e o que havia lá está como estava. Libere espaço ou escolha outro lugar.',
  },
  'error.exportUnwritable': { en: 'The export can’t be put there', pt: 'A exportação não pode ficar ali' },
  'error.exportUnwritable.help': {
    en: 'What was there is as it was. Check that {{detail}} is there and that you may write to it, or choose another place.',
    pt: 'O que havia lá está como estava. Confira se {{detail}} existe e se você pode gravar ali, ou escolha outro lugar.',
  },
} as const
