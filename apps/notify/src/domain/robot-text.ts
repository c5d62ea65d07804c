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

const TITLES: Readonly<Record<string, string>> = { NOT_PICKED: '未揽收', TRANSIT_STALL: '运输停滞' };
const COLOURS: Readonly<Record<string, string>> = {
  info: 'info',
  warn: 'comment',
  high: 'warning',
  critical: 'warning',
};
const ORDERS_SHOWN = 5;

/** Markdown as a WeCom group shows it. A detector nobody has translated is named as it is. */
export function alertText(news: AlertNews): string {
  const title = TITLES[news.detector] ?? news.detector;
  const colour = COLOURS[news.severity] ?? 'comment';
  const orders = news.orderIds.slice(0, ORDERS_SHOWN).join('、');
  const more = news.orderIds.length > ORDERS_SHOWN ? ` 等 ${news.orderIds.length} 单` : '';
  return [
    `**<font color="${colour}">包裹预警：${title}</font>**`,
    ...(news.number === undefined ? [] : [`>运单：${news.carrier ?? ''} ${news.number}`]),
    `>起算：${toShanghai(news.since)}，已超过 ${news.thresholdHours} 小时`,
    `>级别：${news.severity}`,
    `>订单：${orders}${more}`,
  ].join('\n');
}
