/** Strings of the area "find": finding in a conversation. */
export const find = {
  'menu.find': { en: 'Find in the conversation', pt: 'Buscar na conversa' },
  'menu.findNext': { en: 'Next hit', pt: 'Próxima ocorrência' },
  'menu.findPrevious': { en: 'Previous hit', pt: 'Ocorrência anterior' },
  'menu.filter': { en: 'Filter the list', pt: 'Filtrar a lista' },

  'find.label': { en: 'Find in the conversation', pt: 'Buscar na conversa' },
  'find.placeholder': { en: 'Find', pt: 'Buscar' },
  'find.previous': { en: 'Previous hit', pt: 'Ocorrência anterior' },
  'find.next': { en: 'Next hit', pt: 'Próxima ocorrência' },
  'find.close': { en: 'Close', pt: 'Fechar' },
  'find.matchCase': { en: 'Match case and accents', pt: 'Diferenciar maiúsculas e acentos' },
  'find.wholeWord': { en: 'Whole words', pt: 'Palavras inteiras' },
  'find.regex': { en: 'Regular expression', pt: 'Expressão regular' },
  'find.scope': { en: 'Where to look', pt: 'Onde buscar' },
  'find.scope.all': { en: 'Everything', pt: 'Tudo' },
  'find.scope.mine': { en: 'My prompts', pt: 'Meus pedidos' },
  'find.scope.answers': { en: 'Answers', pt: 'Respostas' },
  'find.scope.tools': { en: 'Tools', pt: 'Ferramentas' },
  'find.position': { en: '{{at}} of {{total}}', pt: '{{at}} de {{total}}' },
  'find.total_one': { en: '{{number}} hit', pt: '{{number}} ocorrência' },
  'find.total_other': { en: '{{number}} hits', pt: '{{number}} ocorrências' },
  'find.none': { en: 'No hits', pt: 'Nenhuma ocorrência' },
  'find.searching': { en: 'Searching…', pt: 'Buscando…' },
  'find.further': { en: 'further up', pt: 'mais acima' },
  'find.said': { en: 'Hit {{at}} of {{total}}: {{text}}', pt: 'Ocorrência {{at}} de {{total}}: {{text}}' },
  'find.mostListed': {
    en: 'All hits are counted; the newest {{number}} can be stepped through.',
    pt: 'Todas as ocorrências são contadas; dá para percorrer as {{number}} mais novas.',
  },
  'find.slow': {
    en: 'The pattern found no end on some text, so the search was stopped. What it had found is kept; make the pattern simpler.',
    pt: 'O padrão não chegou ao fim em algum texto, então a busca foi interrompida. O que ela tinha encontrado foi mantido; simplifique o padrão.',
  },
  'find.failed': {
    en: 'The log could not be read through. What was found is kept; change the text to try again.',
    pt: 'Não foi possível ler o registro até o fim. O que foi encontrado foi mantido; mude o texto para tentar de novo.',
  },
  'find.gone': {
    en: 'This hit is no longer there. The search was started anew.',
    pt: 'Esta ocorrência não está mais lá. A busca recomeçou.',
  },

  'find.invalid': { en: 'Not a regular expression: {{reason}}.', pt: 'Não é uma expressão regular: {{reason}}.' },
  'find.invalid.group': { en: 'a “(” is not closed', pt: 'um “(” não foi fechado' },
  'find.invalid.closing': { en: 'a “)” closes nothing', pt: 'um “)” não fecha nada' },
  'find.invalid.class': { en: 'a “[” is not closed', pt: 'um “[” não foi fechado' },
  'find.invalid.repeat': {
    en: 'there is nothing before “*”, “+”, “?” or “{” to repeat',
    pt: 'não há nada antes de “*”, “+”, “?” ou “{” para repetir',
  },
  'find.invalid.braces': {
    en: 'a “{”, “}” or “]” stands alone; write “\\{”, “\\}” or “\\]” to find it',
    pt: 'há um “{”, “}” ou “]” sozinho; escreva “\\{”, “\\}” ou “\\]” para encontrá-lo',
  },
  'find.invalid.order': {
    en: 'the numbers in “{ }” are in the wrong order',
    pt: 'os números em “{ }” estão fora de ordem',
  },
  'find.invalid.range': {
    en: 'a range in “[ ]” is in the wrong order',
    pt: 'um intervalo em “[ ]” está fora de ordem',
  },
  'find.invalid.escape': {
    en: 'the character behind a “\\” needs none, or is not known',
    pt: 'o caractere depois de um “\\” não precisa dele ou não é conhecido',
  },
  'find.invalid.end': { en: 'it ends with a “\\”', pt: 'ela termina com um “\\”' },
  'find.invalid.name': {
    en: 'the name of a group is not known or not allowed',
    pt: 'o nome de um grupo é desconhecido ou não é permitido',
  },
  'find.invalid.property': {
    en: 'no characters have the property in “\\p{ }”',
    pt: 'nenhum caractere tem a propriedade em “\\p{ }”',
  },
} as const
