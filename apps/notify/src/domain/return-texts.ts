import { fenToYuan, toShanghai, type Fen, type Instant } from '@cartrail/kernel';

/** What a support group passes on to the buyer of a return; no buyer data. */
interface AboutReturn {
  readonly orderId: string;
  readonly returnId: string;
}

export interface BookedPickup extends AboutReturn {
  readonly carrier: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly quoteFen: Fen;
  readonly payer: string;
}

const PAYERS: Readonly<Record<string, string>> = { buyer: '买家', merchant: '商家', insurer: '运费险' };

const payerOf = (payer: string): string => PAYERS[payer] ?? payer;

/** Who comes when, who pays, and what to have ready. */
export const pickupGuide = ({ carrier, from, to, quoteFen, payer, ...about }: BookedPickup): string =>
  [
    '**上门取件已预约**',
    `>承运：${carrier}`,
    `>时间：${toShanghai(from).slice(0, 16)} 至 ${toShanghai(to).slice(11, 16)}`,
    `>运费：预估 ${fenToYuan(quoteFen)} 元，由${payerOf(payer)}承担`,
    '>请提醒买家：商品、配件、赠品与吊牌齐全，原包装封好，快递员上门前保持电话畅通',
    ...signature(about),
  ].join('\n');

/** Only the buyer can enter the number at the platform. */
export const numberRequest = (
  given: AboutReturn & { readonly carrier: string; readonly number: string },
): string =>
  [
    '**请买家填写退货单号**',
    `>运单：${given.carrier} ${given.number}`,
    '>请提醒买家在平台售后页面填写以上单号，否则平台不会进入退款流程',
    ...signature(given),
  ].join('\n');

export const refundDone = (given: AboutReturn & { readonly amountFen: Fen }): string =>
  [`**退款已完成：${fenToYuan(given.amountFen)} 元**`, ...signature(given)].join('\n');

const signature = ({ orderId, returnId }: AboutReturn): string[] => [
  `>订单：${orderId}`,
  `>退货单：${returnId}`,
];
