/** How full the context is, what was summed up, what it took. */
export const knowing = {
  'gauge.title': { en: 'Context', pt: 'Contexto' },
  'gauge.of': { en: '{{percent}} of {{limit}}', pt: '{{percent}} de {{limit}}' },
  'gauge.tokensOnly': { en: '{{tokens}} tokens', pt: '{{tokens}} tokens' },
  'gauge.system': { en: 'System', pt: 'Sistema' },
  'gauge.tools': { en: 'Tools', pt: 'Ferramentas' },
  'gauge.conversation': { en: 'Conversation', pt: 'Conversa' },
  'gauge.left': { en: 'Room left', pt: 'Espaço livre' },
  'gauge.heaviest': { en: 'Heaviest messages', pt: 'Mensagens mais pesadas' },
  'gauge.about': { en: 'about {{tokens}} · {{percent}}', pt: 'cerca de {{tokens}} · {{percent}}' },
  'gauge.asOf': { en: 'As of {{when}}', pt: 'Em {{when}}' },
  'gauge.unknown': { en: 'Known after the next answer.', pt: 'Conhecido depois da próxima resposta.' },
  'gauge.assumed': {
    en: 'The provider does not tell what this model takes: {{limit}} is the runtime’s guess.',
    pt: 'O provedor não diz quanto este modelo aceita: {{limit}} é uma suposição do runtime.',
  },
  'gauge.setLimit': { en: 'Set it in the settings', pt: 'Definir nas configurações' },
  'gauge.near': {
    en: 'Nearly full. At {{percent}} older messages are summed up for the model; all of them stay here.',
    pt: 'Quase cheio. Em {{percent}} as mensagens antigas são resumidas para o modelo; todas continuam aqui.',
  },
  'gauge.nearOff': {
    en: 'Nearly full, and older messages are not summed up: the oldest will be left out for the model.',
    pt: 'Quase cheio, e as mensagens antigas não são resumidas: as mais antigas ficarão de fora para o modelo.',
  },
  'gauge.chip': {
    en: 'Context {{percent}} full: show the details',
    pt: 'Contexto {{percent}} cheio: mostrar detalhes',
  },
  'gauge.sumUp': { en: 'Sum up now', pt: 'Resumir agora' },
  'gauge.sumUpHelp': {
    en: 'Asks the model for a summary of older messages; it counts as a request.',
    pt: 'Pede ao modelo um resumo das mensagens antigas; conta como um pedido.',
  },
  'compact.title': { en: 'Sum up older messages now?', pt: 'Resumir mensagens antigas agora?' },
  'compact.does': {
    en: 'The model writes a summary of the conversation, and from then on reads it in place of the older messages. Here all of them stay.',
    pt: 'O modelo escreve um resumo da conversa e passa a lê-lo no lugar das mensagens antigas. Aqui todas continuam.',
  },
  'compact.costs': { en: 'It counts as one request.', pt: 'Conta como um pedido.' },
  'compact.costsTokens': {
    en: 'It counts as one request, of about {{tokens}} tokens.',
    pt: 'Conta como um pedido, de cerca de {{tokens}} tokens.',
  },
  'compact.meanwhile': {
    en: 'It may take a minute and can be cancelled; what you send meanwhile waits.',
    pt: 'Pode levar um minuto e pode ser cancelado; o que você enviar enquanto isso espera.',
  },
  'compact.keep': {
    en: 'What it must not leave out (optional)',
    pt: 'O que ele não pode deixar de fora (opcional)',
  },
  'compact.confirm': { en: 'Sum up', pt: 'Resumir' },
  'command.compact': { en: 'Sum up older messages now', pt: 'Resumir mensagens antigas agora' },
  'command.handOver': {
    en: 'Continue in a new session with a summary',
    pt: 'Continuar em uma nova sessão com um resumo',
  },

  'notice.compactionRunning': {
    en: 'Older messages are being summed up for the model…',
    pt: 'Mensagens antigas estão sendo resumidas para o modelo…',
  },
  'notice.compactionAsked': {
    en: 'The model is summing up older messages. What you send now waits until it is done.',
    pt: 'O modelo está resumindo mensagens antigas. O que você enviar agora espera até terminar.',
  },
  'notice.compactionCancelled': {
    en: 'Summing up was cancelled. The model goes on reading all messages.',
    pt: 'O resumo foi cancelado. O modelo continua lendo todas as mensagens.',
  },
  'notice.compactionBegun': {
    en: 'Older messages began to be summed up here.',
    pt: 'Aqui mensagens antigas começaram a ser resumidas.',
  },
  'notice.compacted': {
    en: 'Older messages were summed up for the model. All of them stay here.',
    pt: 'Mensagens antigas foram resumidas para o modelo. Todas continuam aqui.',
  },
  'notice.compactedSizes': { en: '{{before}} → {{after}} tokens', pt: '{{before}} → {{after}} tokens' },
  'notice.compactedUsed': { en: '{{input}} in · {{output}} out', pt: '{{input}} entrada · {{output}} saída' },
  'notice.compactedSummary': { en: 'Show the summary', pt: 'Mostrar o resumo' },
  'notice.compactionFailed': {
    en: 'Older messages could not be summed up. Nothing of them is lost; the oldest may be left out for the model.',
    pt: 'Não foi possível resumir mensagens antigas. Nada delas se perdeu; as mais antigas podem ficar de fora para o modelo.',
  },
  'notice.compactionGivenUp': {
    en: 'It failed {{count}} times in a row, so it is not tried again by itself: each try is a request to the model.',
    pt: 'Falhou {{count}} vezes seguidas, por isso não é tentado de novo sozinho: cada tentativa é um pedido ao modelo.',
  },
  'notice.compactionSaid': { en: 'What the provider said', pt: 'O que o provedor disse' },
  'notice.compactionAgain': { en: 'Try again', pt: 'Tentar de novo' },
  'notice.handOver': {
    en: 'Continue in a new session with a summary',
    pt: 'Continuar em uma nova sessão com um resumo',
  },
  'notice.handingOver': {
    en: 'Asking the model for a summary…',
    pt: 'Pedindo um resumo ao modelo…',
  },
  'notice.truncated_one': {
    en: 'The oldest message no longer fit and was left out for the model. It stays here.',
    pt: 'A mensagem mais antiga não coube mais e ficou de fora para o modelo. Ela continua aqui.',
  },
  'notice.truncated_other': {
    en: 'The oldest {{count}} messages no longer fit and were left out for the model. They stay here.',
    pt: 'As {{count}} mensagens mais antigas não couberam mais e ficaram de fora para o modelo. Elas continuam aqui.',
  },
  'notice.answeredBy': {
    en: 'Answered by {{used}}, not by {{wanted}}',
    pt: 'Respondido por {{used}}, não por {{wanted}}',
  },

  'handOver.done': {
    en: 'A new session goes on from here, with a summary and the newest messages.',
    pt: 'Uma nova sessão continua daqui, com um resumo e as mensagens mais recentes.',
  },
  'handOver.without': {
    en: 'The model gave no summary: the new session takes the newest messages along.',
    pt: 'O modelo não deu um resumo: a nova sessão leva as mensagens mais recentes.',
  },
  'carried.summary': { en: 'Summary of what was said before', pt: 'Resumo do que foi dito antes' },

  'usage.title': { en: 'Usage', pt: 'Uso' },
  'usage.none': { en: 'Nothing recorded yet.', pt: 'Nada registrado ainda.' },
  'usage.incomplete': {
    en: 'Some turns were not recorded: at least this much.',
    pt: 'Algumas vezes não foram registradas: pelo menos isto.',
  },
  'usage.tokens': { en: 'Tokens', pt: 'Tokens' },
  'usage.inOut': { en: '{{input}} in · {{output}} out', pt: '{{input}} entrada · {{output}} saída' },
  'usage.cached': { en: 'Of that, from the cache', pt: 'Destes, do cache' },
  'usage.reasoning': { en: 'Thinking', pt: 'Raciocínio' },
  'usage.requests': { en: 'Requests', pt: 'Pedidos' },
  'usage.premium': { en: 'Premium requests', pt: 'Pedidos premium' },
  'usage.credits': { en: 'Credits', pt: 'Créditos' },
  'usage.compactions': { en: 'Summing up', pt: 'Resumos' },
  'usage.firstToken': { en: 'First word after', pt: 'Primeira palavra em' },
  'usage.model': { en: 'Model', pt: 'Modelo' },
  'usage.lastRequest': { en: 'Last request', pt: 'Último pedido' },
  'usage.details': { en: '{{tokens}}: show what this turn took', pt: '{{tokens}}: mostrar o que esta vez usou' },
  'usage.chart': { en: 'Tokens per turn', pt: 'Tokens por vez' },
  'usage.chartHelp': { en: 'Arrow keys go from turn to turn', pt: 'As setas vão de uma vez para outra' },
  'usage.bar': {
    en: '{{when}}: {{input}} in, {{output}} out',
    pt: '{{when}}: {{input}} entrada, {{output}} saída',
  },
  'usage.showTable': { en: 'As a table', pt: 'Como tabela' },
  'usage.when': { en: 'Turn', pt: 'Vez' },
  'usage.in': { en: 'In', pt: 'Entrada' },
  'usage.out': { en: 'Out', pt: 'Saída' },

  'settings.context': { en: 'Long conversations', pt: 'Conversas longas' },
  'settings.compaction': {
    en: 'Sum up older messages when the context fills',
    pt: 'Resumir mensagens antigas quando o contexto enche',
  },
  'settings.compactionHelp': {
    en: 'The model then reads a summary in their place, which counts as a request; here all of them stay. Without it the oldest are left out. Holds from the next time that a session is resumed.',
    pt: 'O modelo passa a ler um resumo no lugar delas, o que conta como um pedido; aqui todas continuam. Sem isso as mais antigas ficam de fora. Vale a partir da próxima retomada de uma sessão.',
  },
  'settings.compactionAt': { en: 'From this share of the context on', pt: 'A partir desta parte do contexto' },
} as const
