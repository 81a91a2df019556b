/** Strings of the area "composer". */
export const composer = {
  'composer.label': { en: 'Message', pt: 'Mensagem' },
  'composer.placeholder': { en: 'Ask, or say what to do', pt: 'Pergunte, ou diga o que fazer' },
  'composer.placeholderAgent': {
    en: 'Say what to do in {{folder}}',
    pt: 'Diga o que fazer em {{folder}}',
  },
  'composer.send': { en: 'Send', pt: 'Enviar' },
  'composer.queue': { en: 'Queue', pt: 'Pôr na fila' },
  'composer.stop': { en: 'Stop', pt: 'Parar' },
  'composer.stopping': { en: 'Stopping…', pt: 'Parando…' },
  'composer.sending': { en: 'Sending…', pt: 'Enviando…' },
  'composer.hintSend': { en: '{{key}} sends', pt: '{{key}} envia' },
  'composer.hintQueue': { en: '{{key}} queues while it works', pt: '{{key}} põe na fila enquanto ele trabalha' },
  'composer.hintSteer': { en: '{{key}} steers', pt: '{{key}} redireciona' },
  'composer.hintNewline': { en: '{{key}} for a new line', pt: '{{key}} para uma nova linha' },
  'composer.hintStop': { en: '{{key}} stops', pt: '{{key}} para' },
  'composer.hintPrevious': { en: '{{key}} for earlier prompts', pt: '{{key}} para pedidos anteriores' },
  'composer.model': { en: 'Model: {{model}}', pt: 'Modelo: {{model}}' },
  'composer.models': { en: 'Model for the next message', pt: 'Modelo da próxima mensagem' },
  'composer.chat': { en: 'Plain chat', pt: 'Conversa simples' },
  'composer.chatHelp': { en: 'No tools in this session', pt: 'Sem ferramentas nesta sessão' },
  'composer.agent': { en: 'Agent in {{folder}}', pt: 'Agente em {{folder}}' },
  'composer.agentHelp': {
    en: 'May use tools in {{folder}}; asks before it does',
    pt: 'Pode usar ferramentas em {{folder}}; pergunta antes',
  },
  'composer.notSent': {
    en: 'It was not sent. Your text is still here.',
    pt: 'Não foi enviado. Seu texto continua aqui.',
  },
  'composer.closed': {
    en: 'This session can’t take messages now. What you type is kept as a draft.',
    pt: 'Esta sessão não pode receber mensagens agora. O que você digita fica como rascunho.',
  },

  'keys.steer': { en: 'Give it to the running answer', pt: 'Passar para a resposta em andamento' },
  'keys.past': { en: 'Earlier prompts (from an empty box)', pt: 'Pedidos anteriores (com a caixa vazia)' },
  'command.prompts': { en: 'Search your earlier prompts', pt: 'Buscar nos seus pedidos anteriores' },
  'prompts.title': { en: 'Your earlier prompts', pt: 'Seus pedidos anteriores' },
  'prompts.find': { en: 'Find a prompt of yours, from any session', pt: 'Encontre um pedido seu, de qualquer sessão' },
  'prompts.none': {
    en: 'Nothing yet: what you send is found here again.',
    pt: 'Nada ainda: o que você enviar será encontrado aqui.',
  },
  'prompts.noMatch': { en: 'None of your prompts has these words.', pt: 'Nenhum pedido seu tem essas palavras.' },

  'error.commandFailed': { en: 'The command could not be run', pt: 'O comando não pôde ser executado' },
  'error.commandFailed.help': {
    en: 'What you typed is still there, and the conversation is as it was.',
    pt: 'O que você digitou continua lá, e a conversa está como estava.',
  },

  'effort.title': { en: 'Reasoning effort', pt: 'Esforço de raciocínio' },
  'effort.default': { en: 'Default', pt: 'Padrão' },
  'effort.unknown': {
    en: 'Retoma can’t tell whether this model takes one. If it does not, the provider refuses the message.',
    pt: 'O Retoma não sabe se este modelo aceita. Se não aceitar, o provedor recusa a mensagem.',
  },
  'model.other': { en: 'It runs with {{model}}', pt: 'Está usando {{model}}' },
  'model.otherHelp': {
    en: 'The runtime took another model or effort than this session was set to. Choose the model again to change it.',
    pt: 'O runtime usou outro modelo ou esforço que o definido nesta sessão. Escolha o modelo de novo para mudar.',
  },

  'mode.label': { en: 'Mode: {{mode}}', pt: 'Modo: {{mode}}' },
  'mode.interactive': { en: 'Interactive', pt: 'Interativo' },
  'mode.plan': { en: 'Plan', pt: 'Plano' },
  'mode.autopilot': { en: 'Autopilot', pt: 'Piloto automático' },
  'mode.interactive.help': {
    en: 'Works step by step, and comes back to you',
    pt: 'Trabalha passo a passo e volta a você',
  },
  'mode.plan.help': {
    en: 'Reads and plans; changes nothing until you approve the plan',
    pt: 'Lê e planeja; não muda nada até você aprovar o plano',
  },
  'mode.autopilot.help': {
    en: 'Goes on by itself until the task is done',
    pt: 'Continua sozinho até terminar a tarefa',
  },
  'mode.autopilot.warning': { en: 'Autopilot is on', pt: 'O piloto automático está ligado' },
  'mode.autopilot.warningText': {
    en: 'It goes on by itself, request after request, until it calls the task done; Esc stops it. It still asks before it runs commands or changes files, unless you allowed them.',
    pt: 'Ele continua sozinho, pedido após pedido, até dar a tarefa por terminada; Esc para. Ele ainda pergunta antes de executar comandos ou mudar arquivos, a não ser que você os tenha permitido.',
  },
  'command.mode': { en: 'Change the mode of the agent', pt: 'Mudar o modo do agente' },

  'completion.command': { en: 'Commands', pt: 'Comandos' },
  'completion.file': { en: 'Files and folders', pt: 'Arquivos e pastas' },
  'completion.own': { en: 'Retoma', pt: 'Retoma' },
  'completion.more': {
    en: 'This folder holds more than was looked through.',
    pt: 'Esta pasta tem mais do que foi examinado.',
  },
  'slash.running': { en: 'Running…', pt: 'Executando…' },
  'slash.done': { en: 'Done', pt: 'Pronto' },
  'slash.context': { en: 'What fills the context', pt: 'O que ocupa o contexto' },
  'slash.usage': { en: 'Tokens and requests of this session', pt: 'Tokens e pedidos desta sessão' },
  'slash.env': {
    en: 'What the agent has loaded: instructions, servers, skills',
    pt: 'O que o agente carregou: instruções, servidores, habilidades',
  },
  'slash.listDirs': { en: 'Folders that the agent may use', pt: 'Pastas que o agente pode usar' },
  'slash.init': {
    en: 'Let the agent write instructions for this folder',
    pt: 'Fazer o agente escrever instruções para esta pasta',
  },
  'slash.review': { en: 'Let the agent review your changes', pt: 'Fazer o agente revisar suas alterações' },
  'slash.securityReview': {
    en: 'Let the agent look for security faults in your changes',
    pt: 'Fazer o agente procurar falhas de segurança nas suas alterações',
  },

  'length.likely': {
    en: 'Too long for this model by about {{by}} tokens: it takes {{limit}}. Shorten it, or it may be refused.',
    pt: 'Longo demais para este modelo em cerca de {{by}} tokens: ele aceita {{limit}}. Encurte, ou pode ser recusado.',
  },
  'length.certain': {
    en: 'Too long for this model by about {{by}} tokens: it takes {{limit}}. Shorten it, or choose another model.',
    pt: 'Longo demais para este modelo em cerca de {{by}} tokens: ele aceita {{limit}}. Encurte ou escolha outro modelo.',
  },
  'length.pasted': { en: 'You pasted {{characters}} characters.', pt: 'Você colou {{characters}} caracteres.' },
  'length.attach': { en: 'Attach them as a file', pt: 'Anexar como arquivo' },
  'length.model': { en: 'Choose another model', pt: 'Escolher outro modelo' },

  'attachment.reveal': { en: 'Show {{name}} in its folder', pt: 'Mostrar {{name}} na pasta' },
  'attachment.label': { en: 'Attachments', pt: 'Anexos' },
  'attachment.add': { en: 'Attach', pt: 'Anexar' },
  'attachment.files': { en: 'Files…', pt: 'Arquivos…' },
  'attachment.folderPick': { en: 'Folder…', pt: 'Pasta…' },
  'attachment.remove': { en: 'Remove {{name}}', pt: 'Retirar {{name}}' },
  'attachment.folder': { en: 'Folder', pt: 'Pasta' },
  'attachment.gone': { en: 'Not there any more', pt: 'Não existe mais' },
  'attachment.refused': {
    en: 'It was not attached. Your message is kept.',
    pt: 'Ele não foi anexado. Sua mensagem foi mantida.',
  },
  'attachment.copy': { en: 'A copy that Retoma keeps', pt: 'Uma cópia guardada pelo Retoma' },
  'attachment.kind.file': { en: 'File', pt: 'Arquivo' },
  'attachment.kind.folder': { en: 'Folder', pt: 'Pasta' },
  'attachment.kind.image': { en: 'Picture', pt: 'Imagem' },

  'reply.begun': { en: 'You had begun to answer:', pt: 'Você tinha começado a responder:' },
  'reply.use': { en: 'Put into the composer', pt: 'Pôr na caixa de mensagem' },
  'reply.discard': { en: 'Discard', pt: 'Descartar' },
} as const
