import type { Loaded } from '@cartrail/messaging';
import type {
  Attribution,
  CloseReason,
  Order,
  OrderLine,
  OrderStatus,
  Parcel,
  ParcelLine,
  RecallState,
} from '../../domain/order.state.js';
import type { PlatformId } from '../../domain/platform.js';
import type { Via } from '../../domain/arrival.js';
import { instantOf, toFirst } from './bulk.js';

type Text = string | null;

export interface OrderRow {
  readonly platform: PlatformId;
  readonly tenant_id: string;
  readonly id: string;
  readonly sequence: string;
  readonly shop_id: string;
  readonly platform_order_id: string;
  readonly status: OrderStatus;
  readonly partial: boolean;
  readonly close_reason: CloseReason | null;
  readonly merchant_id: Text;
  readonly attribution: 'platform' | 'UNATTRIBUTED';
  readonly anchor_id: Text;
  readonly anchor_name: Text;
  readonly live_room_id: Text;
  readonly created_at: Date;
  readonly paid_at: Date | null;
  readonly promised_ship_at: Date | null;
  readonly closed_at: Date | null;
  readonly order_amount_fen: string;
  readonly pay_amount_fen: string;
  readonly post_amount_fen: string;
  readonly from_region: Text;
  readonly warehouse_code: Text;
  readonly buyer_ref: Text;
  readonly name_mask: string;
  readonly phone_mask: string;
  readonly address_mask: string;
  readonly region_code: Text;
  readonly receiver_fingerprint: string;
  readonly receiver_sealed: Text;
  readonly phone_tail: Text;
  readonly source_updated_at: Date;
  readonly asked_at: Date;
  readonly recall: RecallState | null;
  readonly first_via: Via | null;
  readonly first_seen_at: Date | null;
}

export interface LineRow {
  readonly order_id: string;
  readonly line_id: string;
  readonly platform_line_id: string;
  readonly product_id: string;
  readonly sku_id: string;
  readonly merchant_sku_code: Text;
  readonly title: Text;
  readonly quantity: number;
  readonly amount_fen: string;
  readonly pay_amount_fen: string;
  readonly category: Text;
  readonly weight_grams: number | null;
  readonly gift: boolean;
  readonly labels: OrderLine['labels'] | null;
}

export interface ParcelRow {
  readonly order_id: string;
  readonly parcel_id: string;
  readonly platform_parcel_id: Text;
  readonly number: string;
  readonly carrier: string;
  readonly platform_carrier_code: string;
  readonly lines: readonly ParcelLine[];
  readonly shipped_at: Date;
  readonly replaced_by: Text;
}

export function toOrder(
  row: OrderRow,
  lines: readonly LineRow[],
  parcels: readonly ParcelRow[],
): Loaded<Order> {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    sequence: Number(row.sequence),
    state: {
      platform: row.platform,
      shopId: row.shop_id,
      platformOrderId: row.platform_order_id,
      status: row.status,
      partial: row.partial,
      closeReason: row.close_reason ?? undefined,
      merchantId: row.merchant_id ?? undefined,
      attribution: toAttribution(row),
      createdAt: row.created_at.getTime(),
      paidAt: instantOf(row.paid_at),
      promisedShipAt: instantOf(row.promised_ship_at),
      closedAt: instantOf(row.closed_at),
      orderAmountFen: Number(row.order_amount_fen),
      payAmountFen: Number(row.pay_amount_fen),
      postAmountFen: Number(row.post_amount_fen),
      fromRegion: row.from_region ?? undefined,
      warehouseCode: row.warehouse_code ?? undefined,
      buyerRef: row.buyer_ref ?? undefined,
      receiver: {
        nameMask: row.name_mask,
        phoneMask: row.phone_mask,
        addressMask: row.address_mask,
        regionCode: row.region_code ?? undefined,
        fingerprint: row.receiver_fingerprint,
        sealed: row.receiver_sealed ?? undefined,
        phoneTail: row.phone_tail ?? undefined,
      },
      sourceUpdatedAt: row.source_updated_at.getTime(),
      askedAt: row.asked_at.getTime(),
      first: toFirst(row),
      recall: row.recall ?? undefined,
      lines: lines.map(toLine),
      parcels: parcels.map(toParcel),
    },
  };
}

const toAttribution = (row: OrderRow): Attribution => ({
  by: row.attribution,
  anchorId: row.anchor_id ?? undefined,
  anchorName: row.anchor_name ?? undefined,
  liveRoomId: row.live_room_id ?? undefined,
});

const toLine = (row: LineRow): OrderLine => ({
  lineId: row.line_id,
  platformLineId: row.platform_line_id,
  productId: row.product_id,
  skuId: row.sku_id,
  merchantSkuCode: row.merchant_sku_code ?? undefined,
  title: row.title ?? undefined,
  quantity: row.quantity,
  amountFen: Number(row.amount_fen),
  payAmountFen: Number(row.pay_amount_fen),
  category: row.category ?? undefined,
  weightGrams: row.weight_grams ?? undefined,
  gift: row.gift,
  labels: row.labels ?? undefined,
});

const toParcel = (row: ParcelRow): Parcel => ({
  parcelId: row.parcel_id,
  platformParcelId: row.platform_parcel_id ?? undefined,
  number: row.number,
  carrier: row.carrier,
  platformCarrierCode: row.platform_carrier_code,
  lines: row.lines,
  shippedAt: row.shipped_at.getTime(),
  replacedBy: row.replaced_by ?? undefined,
});
