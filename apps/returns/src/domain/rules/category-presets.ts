import { fromIso } from '@cartrail/kernel';
import type { CategoryRow, PhotoKind, Policy, PolicyLetter, ServiceLabel } from './policy.js';
import { objections as o, type ObjectionReason } from './objections.js';
import type { RuleId } from './rule-ids.js';

const VERSION = '2026-11';
/** When Order 778 took effect, on whose article 19 every row rests. */
const EFFECTIVE_FROM = fromIso('2024-07-01T00:00:00+08:00');

const LEAST_PHOTOS: readonly PhotoKind[] = ['LABEL', 'OUTER', 'ITEM'];
const withSerial: readonly PhotoKind[] = [...LEAST_PHOTOS, 'SERIAL'];

/** The first letter that refuses anything says by which rule, and which label warns of it. */
const byLetter: Readonly<Record<PolicyLetter, { readonly ruleId: RuleId; readonly label?: ServiceLabel }>> = {
  Y: { ruleId: 'R-01', label: 'SUPPORTED' },
  S: { ruleId: 'R-05', label: 'SEAL_INTACT' },
  A: { ruleId: 'R-05', label: 'NOT_AFTER_ACTIVATION' },
  I: { ruleId: 'R-05', label: 'NOT_AFTER_INSTALL' },
  O: { ruleId: 'R-05', label: 'SUPPORTED' },
  N: { ruleId: 'R-04' },
};

function row(
  category: string,
  zh: string,
  letters: readonly PolicyLetter[],
  objections: readonly ObjectionReason[],
  more: Partial<CategoryRow> = {},
): CategoryRow {
  return {
    category,
    zh,
    letters,
    ...byLetter[letters.find((letter) => letter !== 'Y') ?? 'Y'],
    windowDays: 7,
    objections,
    requiredPhotos: LEAST_PHOTOS,
    freeReturns: false,
    text: intactTest(letters, objections),
    version: VERSION,
    effectiveFrom: EFFECTIVE_FROM,
    ...more,
  };
}

function intactTest(letters: readonly PolicyLetter[], objections: readonly ObjectionReason[]) {
  if (letters.includes('N'))
    return { zh: '法定不适用七日无理由退货', en: 'By law not returnable without a reason' };
  return {
    zh: `商品完好，不得有：${objections.map(({ zh }) => zh).join('；')}`,
    en: `Intact, that is, none of: ${objections.map(({ en }) => en).join('; ')}`,
  };
}

const clothing = [o.worn, o.washed, o.soiled, o.damaged, o.tag, o.buckle];

/** §3.3, row by row. */
// prettier-ignore
const rows: readonly CategoryRow[] = [
  row('APPAREL', '服饰鞋靴', ['Y'], clothing),
  row('UNDERWEAR', '贴身衣物/泳衣', ['S', 'O'], [o.tag, o.hygiene, o.seal, o.soiled, o.damaged]),
  row('BAGS', '箱包', ['Y'], [o.worn, o.soiled, o.damaged, o.tag]),
  row('BEAUTY', '个护美妆', ['S'], [o.seal]),
  row('FOOD', '食品饮料/宠物食品', ['S', 'O'], [o.seal]),
  row('HEALTH', '滋补保健/医疗', ['S', 'O'], [o.seal]),
  row('FRESH', '生鲜/活体/鲜花', ['N'], []),
  row('BABY', '母婴', ['Y', 'S'], [o.seal, ...clothing]),
  row('TOY', '玩具乐器', ['Y', 'S'], [o.seal, o.tag, o.soiled, o.damaged]),
  row('JEWEL', '珠宝首饰', ['Y', 'O'], [o.certificate, o.priceTag, o.worn, o.damaged]),
  row('LUXURY2', '二手奢侈品', ['S'], [o.antiFake, o.worn], { label: 'ANTI_FAKE_SEAL' }),
  row('PHONE_PC', '3C 数码', ['A'], [o.activated, o.licence, o.liquid, o.shutter, o.seal, o.software, o.printer, o.altered], { requiredPhotos: withSerial }),
  row('APPL_BIG', '大家电', ['I'], [o.installed, o.watered, o.altered, o.licence, o.damaged], { requiredPhotos: withSerial }),
  row('APPL_SMALL', '小家电', ['A'], [o.bodyContact, o.watered, o.altered, o.licence, o.damaged], { label: 'NOT_AFTER_USE', requiredPhotos: withSerial }),
  row('SPORT', '运动户外', ['A', 'I'], [o.installed, o.used, o.activated, o.damaged]),
  row('AUTO', '汽配', ['I', 'A'], [o.fitted, o.battery, o.damaged]),
  row('FURN', '家具家装', ['I'], [o.installed, o.damaged]),
  row('HOME', '家居家纺', ['Y'], [o.tag, o.soiled, o.damaged, o.mattress]),
  row('BOOK_AV', '图书音像', ['Y', 'S'], [o.seal, o.folded]),
  row('DIGITAL', '数字化商品', ['N'], []),
  row('CUSTOM', '定制商品', ['N'], [], { label: 'CUSTOM_NO' }),
  row('PRESS', '报纸期刊', ['N'], []),
  row('SERVICE', '服务', ['N'], []),
  row('MEDICINE', '药品', ['N'], []),
];

/** All presets ever published, oldest first. A published one is never edited: a new rule is a new version. */
export const presets: readonly Policy[] = [
  {
    version: VERSION,
    effectiveFrom: EFFECTIVE_FROM,
    extendLastDay: 'statutory',
    maxApplications: 5,
    rows,
    defaultRow: row('DEFAULT', '未分类', ['Y'], [o.worn, o.soiled, o.damaged, o.tag]),
  },
];
