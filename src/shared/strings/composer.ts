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
  'composer.hintNewline': { en: '{{key}} for a new line', pt: '{{key}} para uma nova linha' },
  'composer.hintStop': { en: '{{key}} stops', pt: '{{key}} para' },
  'composer.hintPrevious': { en: '{{key}} for your last prompt', pt: '{{key}} para o seu último pedido' },
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
} as const
