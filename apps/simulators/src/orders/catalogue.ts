import type { Anchor, CarrierCode } from '../state/model.js';

/** Categories are the codes of the return rules. */
export const skus = [
  {
    skuCode: 'TEE-WHITE-M',
    title: '纯棉圆领T恤 白色 M',
    priceFen: 5_990,
    category: 'APPAREL',
    weightGrams: 220,
  },
  {
    skuCode: 'TEE-BLACK-L',
    title: '纯棉圆领T恤 黑色 L',
    priceFen: 5_990,
    category: 'APPAREL',
    weightGrams: 240,
  },
  {
    skuCode: 'DRESS-RED-S',
    title: '法式连衣裙 红色 S',
    priceFen: 18_900,
    category: 'APPAREL',
    weightGrams: 410,
  },
  {
    skuCode: 'SHOE-RUN-42',
    title: '轻便跑步鞋 42码',
    priceFen: 25_900,
    category: 'APPAREL',
    weightGrams: 890,
  },
  {
    skuCode: 'LIP-ROUGE-03',
    title: '丝绒口红 03 豆沙',
    priceFen: 8_900,
    category: 'BEAUTY',
    weightGrams: 60,
  },
  { skuCode: 'CREAM-50', title: '保湿面霜 50g', priceFen: 12_800, category: 'BEAUTY', weightGrams: 180 },
  {
    skuCode: 'CUP-STEEL-500',
    title: '保温杯 500ml',
    priceFen: 7_900,
    category: 'HOME',
    weightGrams: 360,
  },
  {
    skuCode: 'PAN-IRON-28',
    title: '铸铁炒锅 28cm',
    priceFen: 19_900,
    category: 'HOME',
    weightGrams: 2_600,
  },
  { skuCode: 'NUT-MIX-1KG', title: '每日坚果 1kg', priceFen: 9_900, category: 'FOOD', weightGrams: 1_080 },
  { skuCode: 'TEA-GREEN-250', title: '明前龙井 250g', priceFen: 29_800, category: 'FOOD', weightGrams: 320 },
  { skuCode: 'EAR-BT-5', title: '蓝牙耳机 5.3', priceFen: 15_900, category: 'PHONE_PC', weightGrams: 150 },
  { skuCode: 'LAMP-DESK-1', title: '护眼台灯', priceFen: 13_900, category: 'APPL_SMALL', weightGrams: 940 },
] as const;

export const anchors: readonly [Anchor, ...Anchor[]] = [
  { anchorId: '3501880044120011', name: '小鹿在直播', roomId: '7301122334455667788' },
  { anchorId: '3501880044120012', name: '阿宽好物', roomId: '7301122334455667799' },
  { anchorId: '3501880044120013', name: '甜甜的衣橱', roomId: '7301122334455667801' },
  { anchorId: '3501880044120014', name: '厨房老周', roomId: '7301122334455667812' },
];

/** The platform's company code and name for each carrier, and its code at Kuaidi100. */
export const carriers: Readonly<
  Record<CarrierCode, { douyinCode: string; kuaidi100Code: string; name: string }>
> = {
  YTO: { douyinCode: 'yuantong', kuaidi100Code: 'yuantong', name: '圆通速递' },
  ZTO: { douyinCode: 'zhongtong', kuaidi100Code: 'zhongtong', name: '中通快递' },
  YD: { douyinCode: 'yunda', kuaidi100Code: 'yunda', name: '韵达速递' },
  SF: { douyinCode: 'shunfeng', kuaidi100Code: 'shunfeng', name: '顺丰速运' },
  JD: { douyinCode: 'jd', kuaidi100Code: 'jd', name: '京东快递' },
  JTSD: { douyinCode: 'jtexpress', kuaidi100Code: 'jtexpress', name: '极兔速递' },
  STO: { douyinCode: 'shentong', kuaidi100Code: 'shentong', name: '申通快递' },
  EMS: { douyinCode: 'ems', kuaidi100Code: 'ems', name: 'EMS' },
  DBL: { douyinCode: 'debangkuaidi', kuaidi100Code: 'debangkuaidi', name: '德邦快递' },
};
