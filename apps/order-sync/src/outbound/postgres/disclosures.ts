import { sqlState, withTenants } from '@cartrail/messaging';
import { newId } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import {
  AlreadyDisclosed,
  type Disclosures,
  type DisclosureStep,
  type HeldReceiver,
  type SealedReceiver,
  type ShopRef,
} from '../../application/ports.js';
import { areaOf, namesOf } from '../platforms/wire/region.js';
import { at } from './bulk.js';
import { SHOP_COLUMNS, toShopRef, type ShopRefRow } from './shop-refs.js';

const UNIQUE = '23505';

/** The append-only record of who had a receiver decrypted, and why. */
export class PostgresDisclosures implements Disclosures {
  constructor(private readonly dataSource: DataSource) {}

  async receiver(tenantId: string, orderId: string): Promise<SealedReceiver | undefined> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<
        (ShopRefRow & {
          platform_order_id: string;
          receiver_sealed: string | null;
          region_code: string | null;
        })[]
      >(
        `SELECT orders.tenant_id, orders.shop_id, ${SHOP_COLUMNS}, orders.platform_order_id, orders.receiver_sealed, orders.region_code
           FROM orders JOIN shop ON shop.tenant_id = orders.tenant_id AND shop.id = orders.shop_id
          WHERE orders.tenant_id = $1 AND orders.id = $2`,
        [tenantId, orderId],
      ),
    );
    const row = rows[0];
    return (
      row && {
        shop: toShopRef(row),
        platformOrderId: row.platform_order_id,
        sealed: row.receiver_sealed ?? undefined,
        area: row.region_code === null ? undefined : areaOf(namesOf(row.region_code)),
      }
    );
  }

  async held(
    { tenantId, shopId }: ShopRef,
    platformOrderIds: readonly string[],
  ): Promise<ReadonlyMap<string, HeldReceiver>> {
    const rows = await withTenants(this.dataSource, [tenantId], (tx) =>
      tx.query<{ platform_order_id: string; id: string; fingerprint: string; tail: string | null }[]>(
        `SELECT platform_order_id, id, receiver_fingerprint AS fingerprint, phone_tail AS tail FROM orders
          WHERE tenant_id = $1 AND shop_id = $2 AND platform_order_id = ANY ($3::text[])`,
        [tenantId, shopId, platformOrderIds],
      ),
    );
    return new Map(
      rows.map(({ platform_order_id, id, fingerprint, tail }) => [
        platform_order_id,
        { orderId: id, fingerprint, phoneTail: tail ?? undefined },
      ]),
    );
  }

  async record(step: DisclosureStep): Promise<string> {
    const id = newId();
    try {
      await withTenants(this.dataSource, [step.tenantId], (tx) =>
        tx.query(
          `INSERT INTO disclosure_audit (id, tenant_id, order_id, actor, reason, step, idempotency_key, at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            id,
            step.tenantId,
            step.orderId,
            step.actor,
            step.reason,
            step.step,
            step.idempotencyKey ?? null,
            at(step.at),
          ],
        ),
      );
    } catch (error) {
      if (sqlState(error) === UNIQUE) throw new AlreadyDisclosed();
      throw error;
    }
    return id;
  }
}
