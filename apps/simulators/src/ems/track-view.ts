import { toShanghai, type Instant } from '@cartrail/kernel';
import { cities } from '../orders/cities.js';
import type { Scan } from '../state/model.js';
import { digits, pick, seeded } from '../state/seeded.js';

export interface Item {
  at: Instant;
  opCode: string;
  opDesc: string;
  city: string;
  deliverCode?: string;
  attemptDeliveryCode?: string;
}

const names: Readonly<Record<string, string>> = {
  '203': '揽收',
  '305': '离开揽投部',
  '954': '到达处理中心',
  '389': '离开处理中心',
  '516': '到达投递机构',
  '702': '投递',
  '704': '妥投',
  '705': '未妥投',
  '743': '妥投删除',
  '747': '待自提',
  '748': '自提妥投',
};

const codes: Readonly<Record<string, Pick<Item, 'opCode' | 'deliverCode'>>> = {
  '1': { opCode: '203' },
  '206': { opCode: '305' },
  '204': { opCode: '954' },
  '2': { opCode: '389' },
  '201': { opCode: '954' },
  '205': { opCode: '516' },
  '202': { opCode: '702' },
  '301': { opCode: '704', deliverCode: '10' },
  '302': { opCode: '704', deliverCode: '10' },
  '304': { opCode: '704', deliverCode: '20' },
};
const INTO_LOCKER_MS = 2_000;
const NOTICED_MS = 60_000;
const UNREACHABLE = '4';
const LOCKER = '50';

/** `fetched`: a courier took it at the door, so that its first scan is the one of his office. */
export function itemsOf({ code, text: opDesc, location: city, at }: Scan, fetched: boolean): Item[] {
  switch (code) {
    case '311':
      return [
        { at: at - INTO_LOCKER_MS, opCode: '747', opDesc: `【${city}】邮件已投放至包裹柜`, city },
        { at, opCode: '748', opDesc, city, deliverCode: LOCKER },
      ];
    case '405':
      // Delivered by mistake, taken back, and told as it was.
      return [
        { at: at - 2 * NOTICED_MS, opCode: '704', opDesc: `【${city}】已妥投`, city, deliverCode: '10' },
        { at: at - NOTICED_MS, opCode: '743', opDesc: `【${city}】妥投信息删除`, city },
        { at, opCode: '705', opDesc, city, attemptDeliveryCode: UNREACHABLE },
      ];
    case '1':
      if (fetched) return [{ at, opCode: '305', opDesc: `【${city}】邮件离开揽投部`, city }];
  }
  return [{ at, opDesc, city, ...(codes[code] ?? { opCode: code }) }];
}

export const pickedUp = (at: Instant): Item => ({ at, opCode: '203', opDesc: '已揽收', city: '' });

/** The same in an answer and in a push. */
export function view(waybillNo: string, item: Item): object {
  const { at, opCode, opDesc, city } = item;
  const place = cities.find((one) => one.city === city);
  const random = seeded(`staff ${waybillNo}`);
  return {
    waybillNo,
    opTime: toShanghai(at),
    opCode,
    opName: names[opCode] ?? opCode,
    opDesc,
    opOrgProvName: place?.province ?? '',
    opOrgCity: city,
    opOrgCode: place?.districtCode ?? '',
    opOrgName: city === '' ? '' : `${city}揽投部`,
    operatorNo: digits(random, 8),
    operatorName: `${pick(random, ['韩', '唐', '许'])}师傅`,
    deliverCode: item.deliverCode ?? '',
    attemptDeliveryCode: item.attemptDeliveryCode ?? '',
    productName: '特快专递',
  };
}
