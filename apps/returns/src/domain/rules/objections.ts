import type { RuleId } from './rule-ids.js';

/** What the warehouse may find against an article, and the rule it rests on. */
export interface ObjectionReason {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly ruleId: RuleId;
}

const reason = (code: string, ruleId: RuleId, zh: string, en: string): ObjectionReason => ({
  code,
  zh,
  en,
  ruleId,
});

/**
 * Found against any article, whatever its category (§3.3 General). A crushed or dirty carton, a lost invoice and a
 * missing gift are not among them: none of them keeps a return back.
 */
export const generalReasons: readonly ObjectionReason[] = [
  reason('QUANTITY_SHORT', 'R-08', '数量不足', 'fewer than announced'),
  reason('ACCESSORY_MISSING', 'R-08', '配件缺失', 'accessories missing'),
  reason('OTHER_ARTICLE', 'R-08', '非原商品', 'another article'),
  reason('PARCEL_EMPTY', 'R-08', '空包', 'nothing in the parcel'),
  reason('PACK_DESTROYED', 'R-08', '包装缺失或结构性损毁', 'pack missing or structurally destroyed'),
];

/** The intact tests of §3.3, one code per thing that can be seen and photographed. */
export const objections = {
  worn: reason('WORN', 'R-09', '有明显穿着或使用痕迹', 'visible marks of wear'),
  washed: reason('WASHED', 'R-09', '有洗涤痕迹', 'washed'),
  soiled: reason('SOILED', 'R-09', '脏污', 'soiled'),
  damaged: reason('DAMAGED', 'R-09', '损坏', 'damaged'),
  tag: reason('TAG_REMOVED', 'R-09', '吊牌缺失或剪断', 'tag removed or cut'),
  buckle: reason('BUCKLE_REMOVED', 'R-09', '防盗扣或防损扣缺失', 'anti-theft buckle removed'),
  hygiene: reason('HYGIENE_STICKER_REMOVED', 'R-09', '卫生贴缺失', 'hygiene sticker removed'),
  seal: reason('SEAL_BROKEN', 'R-09', '一次性密封包装破损', 'one-time seal broken'),
  antiFake: reason('ANTI_FAKE_SEAL_BROKEN', 'R-09', '防伪扣或防伪膜破损', 'anti-counterfeit seal broken'),
  certificate: reason('CERTIFICATE_MISSING', 'R-08', '证书缺失', 'certificate missing'),
  priceTag: reason('PRICE_TAG_REMOVED', 'R-09', '价签缺失', 'price tag removed'),
  activated: reason('ACTIVATED', 'R-09', '已激活或联网', 'activated or networked'),
  licence: reason('LICENCE_LABEL_DAMAGED', 'R-09', '授权标识或序列号破损', 'licence label or serial damaged'),
  liquid: reason('LIQUID', 'R-09', '进液', 'liquid inside'),
  shutter: reason('SHUTTER_OVER_20', 'R-09', '相机快门超过 20 次', 'shutter count above 20'),
  software: reason(
    'SOFTWARE_ACTIVATED',
    'R-09',
    '系统或软件已激活',
    'operating system or software activated',
  ),
  printer: reason('PRINTER_POWERED', 'R-09', '打印机已通电', 'printer powered'),
  altered: reason('ALTERED', 'R-09', '私自维修或改动', 'repaired or altered without authority'),
  installed: reason('INSTALLED', 'R-09', '已安装', 'installed'),
  watered: reason('WATERED', 'R-09', '已通水', 'water has run through it'),
  bodyContact: reason('BODY_CONTACT', 'R-09', '贴身部件已使用', 'used on the body'),
  used: reason('USED', 'R-09', '已使用', 'used'),
  fitted: reason('FITTED', 'R-09', '已装车', 'fitted to a vehicle'),
  battery: reason('BATTERY_POWERED', 'R-09', '电池已通电', 'battery powered'),
  mattress: reason('MATTRESS_FILM_REMOVED', 'R-09', '床垫膜已拆', 'mattress film removed'),
  folded: reason(
    'FOLDED_OR_MARKED',
    'R-09',
    '有折痕、污渍、字迹或阅读痕迹',
    'folds, stains, writing or reading marks',
  ),
} as const satisfies Record<string, ObjectionReason>;
