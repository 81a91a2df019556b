/** How the runtime is, why it is not well, and what the disk has to do with it. */
export const runtime = {
  'status.runtimeStarting': { en: 'Runtime starting', pt: 'Runtime iniciando' },
  'status.runtimeSlow': { en: 'Runtime still starting…', pt: 'Runtime ainda iniciando…' },
  'status.runtimeRestarting': {
    en: 'Runtime restarting ({{attempt}} of {{of}})',
    pt: 'Reiniciando o runtime ({{attempt}} de {{of}})',
  },
  'status.runtimeFailed': { en: 'Runtime not running', pt: 'Runtime parado' },
  'status.runtimeRunning': { en: 'Runtime {{version}}', pt: 'Runtime {{version}}' },
  'status.runtimeStopped': {
    en: 'Runtime starts with the first message',
    pt: 'O runtime inicia com a primeira mensagem',
  },
  'status.stopTrying': { en: 'Stop trying', pt: 'Parar de tentar' },
  'status.tryAgain': { en: 'Try again', pt: 'Tentar de novo' },
  'status.offlineWhy': {
    en: 'This machine has no network. Sessions can be read, searched and drafted',
    pt: 'Esta máquina está sem rede. As sessões podem ser lidas, buscadas e rascunhadas',
  },

  'status.why.exited': { en: 'It ended unexpectedly', pt: 'Ele terminou de repente' },
  'status.why.frozen': { en: 'It stopped answering', pt: 'Ele parou de responder' },
  'status.why.missing': { en: 'Its file is missing', pt: 'O arquivo dele não existe' },
  'status.why.notExecutable': { en: 'Its file may not be run', pt: 'O arquivo dele não pode ser executado' },
  'status.why.protocol': { en: 'It speaks another version', pt: 'Ele usa outra versão do protocolo' },
  'status.why.startTimeout': { en: 'It did not start in time', pt: 'Ele não iniciou a tempo' },
  'status.why.homeReadOnly': { en: 'Its folder can’t be written to', pt: 'A pasta dele é somente leitura' },
  'status.why.diskFull': { en: 'The disk is full', pt: 'O disco está cheio' },
  'status.why.givenUp': { en: 'You stopped the attempts', pt: 'Você parou as tentativas' },
  'status.why.other': { en: 'It could not start', pt: 'Ele não pôde iniciar' },

  'runtime.starting': {
    en: 'The Copilot runtime is still starting.',
    pt: 'O runtime do Copilot ainda está iniciando.',
  },
  'runtime.restarting': {
    en: 'The Copilot runtime is being started again (attempt {{attempt}} of {{of}}).',
    pt: 'O runtime do Copilot está sendo iniciado de novo (tentativa {{attempt}} de {{of}}).',
  },
  'runtime.meanwhile': {
    en: 'You can go on reading and writing; nothing is lost.',
    pt: 'Você pode continuar lendo e escrevendo; nada se perde.',
  },
  'runtime.failed.exited': { en: 'The Copilot runtime keeps ending.', pt: 'O runtime do Copilot termina toda vez.' },
  'runtime.failed.exited.help': {
    en: 'Everything can be read, and what you write is kept. Try again; if it goes on, install Retoma again.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Tente de novo; se continuar, reinstale o Retoma.',
  },
  'runtime.failed.frozen': {
    en: 'The Copilot runtime does not answer.',
    pt: 'O runtime do Copilot não responde.',
  },
  'runtime.failed.frozen.help': {
    en: 'It was ended. Everything can be read, and what you write is kept. Try again.',
    pt: 'Ele foi encerrado. Tudo pode ser lido, e o que você escreve fica guardado. Tente de novo.',
  },
  'runtime.failed.missing': {
    en: 'The Copilot runtime is missing.',
    pt: 'O runtime do Copilot não foi encontrado.',
  },
  'runtime.failed.missing.help': {
    en: 'Everything can be read, and what you write is kept. Install Retoma again to get it back, then try again.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Reinstale o Retoma para recuperá-lo e tente de novo.',
  },
  'runtime.failed.notExecutable': {
    en: 'The Copilot runtime may not be run.',
    pt: 'O runtime do Copilot não pode ser executado.',
  },
  'runtime.failed.notExecutable.help': {
    en: 'Everything can be read, and what you write is kept. Allow its file to be run, then try again.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Permita a execução do arquivo e tente de novo.',
  },
  'runtime.failed.protocol': {
    en: 'The Copilot runtime speaks another version than Retoma.',
    pt: 'O runtime do Copilot usa outra versão do protocolo.',
  },
  'runtime.failed.protocol.help': {
    en: 'Everything can be read, and what you write is kept. Install the latest version of Retoma.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Instale a versão mais recente do Retoma.',
  },
  'runtime.failed.startTimeout': {
    en: 'The Copilot runtime did not start in time.',
    pt: 'O runtime do Copilot não iniciou a tempo.',
  },
  'runtime.failed.startTimeout.help': {
    en: 'Everything can be read, and what you write is kept. Try again when the machine has less to do.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Tente de novo quando a máquina estiver mais livre.',
  },
  'runtime.failed.homeReadOnly': {
    en: 'The Copilot runtime can’t write to its folder.',
    pt: 'O runtime do Copilot não consegue gravar na pasta dele.',
  },
  'runtime.failed.homeReadOnly.help': {
    en: 'Everything can be read, and what you write is kept. Make {{detail}} writable, then try again.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Libere a gravação em {{detail}} e tente de novo.',
  },
  'runtime.failed.diskFull': {
    en: 'The Copilot runtime finds no room on the disk.',
    pt: 'O runtime do Copilot não encontra espaço no disco.',
  },
  'runtime.failed.diskFull.help': {
    en: 'Everything can be read. Free some space, then try again.',
    pt: 'Tudo pode ser lido. Libere espaço e tente de novo.',
  },
  'runtime.failed.givenUp': {
    en: 'The Copilot runtime is not running: you stopped the attempts.',
    pt: 'O runtime do Copilot não está rodando: você parou as tentativas.',
  },
  'runtime.failed.givenUp.help': {
    en: 'Everything can be read, and what you write is kept. Sending starts it again.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Enviar o inicia de novo.',
  },
  'runtime.failed.other': { en: 'The Copilot runtime could not start.', pt: 'O runtime do Copilot não pôde iniciar.' },
  'runtime.failed.other.help': {
    en: 'Everything can be read, and what you write is kept. Try again; the log has the details.',
    pt: 'Tudo pode ser lido, e o que você escreve fica guardado. Tente de novo; o log tem os detalhes.',
  },

  'notice.diskFull': {
    en: 'The disk is full. What you type is not on the disk yet: Retoma keeps it in memory and writes it as soon as there is room. Free some space before you quit.',
    pt: 'O disco está cheio. O que você digita ainda não está no disco: o Retoma guarda na memória e grava assim que houver espaço. Libere espaço antes de sair.',
  },
  'notice.unsaved': {
    en: 'Retoma’s own folder can’t be written to. What you type is not on the disk yet: it is kept in memory and written as soon as that works again. Don’t quit before.',
    pt: 'A pasta do Retoma não aceita gravação. O que você digita ainda não está no disco: fica na memória e é gravado assim que voltar a funcionar. Não saia antes.',
  },
  'notice.homeFull': {
    en: 'The disk with Copilot’s folder is full: answers may be missing there, Retoma keeps them. Free some space.',
    pt: 'O disco da pasta do Copilot está cheio: respostas podem faltar lá, o Retoma as guarda. Libere espaço.',
  },
  'notice.homeUnwritable': {
    en: 'Copilot could not write to its folder: answers may be missing there, Retoma keeps them. What you type is safe.',
    pt: 'O Copilot não conseguiu gravar na pasta dele: respostas podem faltar lá, o Retoma as guarda. O que você digita está seguro.',
  },
  'notice.homeReadOnly': {
    en: 'Copilot’s folder can’t be written to: sessions can be read, but nothing can be sent. What you type is kept. Make the folder writable, or choose another one.',
    pt: 'A pasta do Copilot é somente leitura: as sessões podem ser lidas, mas nada pode ser enviado. O que você digita fica guardado. Libere a gravação na pasta ou escolha outra.',
  },
} as const
