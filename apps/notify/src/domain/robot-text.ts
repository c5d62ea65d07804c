import { toShanghai, type Instant } from '@cartrail/kernel';

/** What a support group needs to know about an alert; no buyer data. */
export interface AlertNews {
  readonly detector: string;
  readonly severity: string;
  /** Absent where the alert is not about a parcel, or its number is not known yet. */
  readonly number?: string;
  readonly carrier?: string;
  readonly since: Instant;
  readonly thresholdHours: number;
  readonly orderIds: readonly string[];
}

const TITLES: Readonly<Record<string, string>> = {
  NOT_PICKED: '包裹预警：未揽收',
  TRANSIT_STALL: '包裹预警：运输停滞',
  RETURN_NOT_ARRIVED: '退货预警：退货未到仓',
  RETURN_ARRIVED_NOT_SIGNED: '退货预警：到仓未签收',
  REFUND_LATE: '退款预警：签收后未退款',
  PICKUP_ORDER_STALE: '取件预警：快递员未上门',
  OVERCHARGE: '运费预警：实收高于报价',
  CREDENTIALS_REFUSED: '账号预警：物流账号密钥被拒绝',
  INTERCEPTION_BY_HAND: '拦截预警：请人工联系快递拦截包裹',
  SHOP_AUTHORISATION_ENDING: '店铺预警：授权即将到期，请商家重新授权',
  SHOP_AUTHORISATION_LOST: '店铺预警：授权已失效，订单停止同步',
  SHOP_SYNC_GAP: '店铺预警：平台订单有缺口',
};
const COLOURS: Readonly<Record<string, string>> = {
  info: 'info',
  warn: 'comment',
  high: 'warning',
  critical: 'warning',
};
const ORDERS_SHOWN = 5;

/** Markdown as a WeCom group shows it. A detector nobody has translated is named as it is. */
export function alertText(news: AlertNews): string {
  const title = TITLES[news.detector] ?? `预警：${news.detector}`;
  const colour = COLOURS[news.severity] ?? 'comment';
  const orders = news.orderIds.slice(0, ORDERS_SHOWN).join('、');
  const more = news.orderIds.length > ORDERS_SHOWN ? ` 等 ${news.orderIds.length} 单` : '';
  return [
    `**<font color="${colour}">${title}</font>**`,
    ...(news.number === undefined ? [] : [`>运单：${news.carrier ?? ''} ${news.number}`]),
    `>起算：${toShanghai(news.since)}${news.thresholdHours > 0 ? `，已超过 ${news.thresholdHours} 小时` : ''}`,
    `>级别：${news.severity}`,
    ...(orders === '' ? [] : [`>订单：${orders}${more}`]),
  ].join('\n');
}
