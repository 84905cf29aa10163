import { ar } from './ar.ts'
import { bg } from './bg.ts'
import { bn } from './bn.ts'
import { ckb } from './ckb.ts'
import { cs } from './cs.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import { el } from './el.ts'
import { en, type Texts } from './en.ts'
import { es } from './es.ts'
import { fa } from './fa.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { hr } from './hr.ts'
import { hu } from './hu.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { ms } from './ms.ts'
import { nb } from './nb.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ptBR } from './pt-BR.ts'
import { ro } from './ro.ts'
import { ru } from './ru.ts'
import { sk } from './sk.ts'
import { sr } from './sr.ts'
import { sv } from './sv.ts'
import { sw } from './sw.ts'
import { ta } from './ta.ts'
import { th } from './th.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { ur } from './ur.ts'
import { vi } from './vi.ts'
import { zhHans } from './zh-Hans.ts'
import { zhHant } from './zh-Hant.ts'

/**
 * Every language with its texts, all of them loaded: for pages and tests. The server loads one when it is asked for
 * (`index.ts`).
 */
export const languages: ReadonlyMap<string, Texts> = new Map([
  ['en', en],
  ['fr', fr],
  ['ar', ar],
  ['ckb', ckb],
  ['es', es],
  ['pt', pt],
  ['pt-BR', ptBR],
  ['de', de],
  ['it', it],
  ['nl', nl],
  ['sv', sv],
  ['da', da],
  ['nb', nb],
  ['fi', fi],
  ['pl', pl],
  ['cs', cs],
  ['sk', sk],
  ['hu', hu],
  ['ro', ro],
  ['bg', bg],
  ['el', el],
  ['tr', tr],
  ['ru', ru],
  ['uk', uk],
  ['sr', sr],
  ['hr', hr],
  ['he', he],
  ['fa', fa],
  ['ur', ur],
  ['hi', hi],
  ['bn', bn],
  ['ta', ta],
  ['th', th],
  ['vi', vi],
  ['id', id],
  ['ms', ms],
  ['ja', ja],
  ['ko', ko],
  ['zh-Hans', zhHans],
  ['zh-Hant', zhHant],
  ['sw', sw],
])
