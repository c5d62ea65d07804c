import { DAY, HOUR } from '@cartrail/kernel';
import type { CaseStatus, CaseType } from '../state/after-sale.model.js';

/** How long each node may take before the platform acts by itself. */
export function patienceOf(status: CaseStatus, type: CaseType): number | null {
  switch (status) {
    case 6:
      return type === 2 ? DAY : 36 * HOUR;
    case 11:
      return type === 3 ? null : 7 * DAY;
    case 7:
    case 13:
      return 7 * DAY;
    case 27:
    case 29:
      return 5 * DAY;
    case 12:
    case 14:
    case 28:
      return null;
  }
}

export const reasonTexts: Readonly<Record<number, string>> = {
  1: '七天无理由退货',
  2: '质量问题',
  3: '商家发错货',
  4: '少件/漏发',
  5: '运输途中破损',
  6: '与商品描述不符',
};

export const typeTexts: Readonly<Record<CaseType, string>> = {
  0: '退货退款',
  1: '仅退款',
  2: '未发货退款',
  3: '换货',
};

export const statusTexts: Readonly<Record<CaseStatus, string>> = {
  6: '待商家同意',
  7: '待买家退货',
  11: '待商家二次同意',
  12: '售后成功',
  13: '待买家收货',
  14: '换货成功',
  27: '商家一次拒绝',
  28: '售后关闭',
  29: '商家二次拒绝',
};
