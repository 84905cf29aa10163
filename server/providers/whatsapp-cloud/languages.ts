/**
 * Our language codes as Meta spells them for templates, where that is not the same or not the same with `_`.
 *
 * @see https://developers.facebook.com/docs/whatsapp/api/messages/message-templates#supported-languages
 */
const spellings: Readonly<Record<string, string>> = {
  ky: 'ky_KG',
  no: 'nb',
  pt: 'pt_PT',
  rw: 'rw_RW',
  zh: 'zh_CN',
  'zh-Hans': 'zh_CN',
  'zh-Hant': 'zh_TW',
  // Sorani has no templates.
  ckb: 'en',
}

/**
 * The language that a code is sent in: ours where there is a template in it, else another country's form of it
 * (`pt_BR` for `pt`), else the first.
 *
 * @param language one of ours, BCP 47
 * @param available in Meta's spelling, the preferred one first; undefined when the template is in every language
 */
export function templateLanguage(language: string, available: readonly string[] | undefined): string {
  const wanted = spellings[language] ?? language.replaceAll('-', '_')
  if (!available) return wanted
  // Never Traditional characters for Simplified ones, nor the other way round: one does not read as the other.
  const kindred = wanted.startsWith('zh') ? undefined : available.find(one => base(one) === base(wanted))
  return available.find(one => one === wanted) ?? kindred ?? available[0]!
}

function base(code: string): string {
  return code.split('_', 1)[0]!
}
