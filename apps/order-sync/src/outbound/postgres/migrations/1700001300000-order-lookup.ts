import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An order is found by its shop alone, which is one tenant's. Led by the tenant, the index cost as much as the key by
 * row-level security's own condition, and before there were statistics every look read all orders of the tenant.
 */
export class OrderLookup1700001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE UNIQUE INDEX orders_by_shop ON orders (shop_id, platform_order_id)');
    await runner.query('DROP INDEX orders_once');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
