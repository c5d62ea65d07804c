import { tenantTable } from '@cartrail/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  // `authorised_at` is absent for shops of earlier releases: their tokens' issue stands for it.
  `ALTER TABLE shop ADD COLUMN sequence bigint NOT NULL DEFAULT 0,
                    ADD COLUMN consent text NOT NULL DEFAULT 'application',
                    ADD COLUMN authorised_at timestamptz,
                    ADD COLUMN told text NOT NULL DEFAULT 'authorised'`,
  // What a merchant was sent to the platform with; the secret itself is only in the link.
  `CREATE TABLE shop_authorisation (
     tenant_id      text NOT NULL,
     id             uuid NOT NULL,
     secret_hash    text NOT NULL,
     platform       text NOT NULL,
     application_id uuid,
     name           text NOT NULL,
     merchant_id    text,
     warehouse_code text,
     redirect_uri   text NOT NULL,
     expires_at     timestamptz NOT NULL,
     used_at        timestamptz,
     PRIMARY KEY (tenant_id, id))`,
  // How the platform was last reached and how it last pushed, by the machine's clock.
  `CREATE TABLE shop_contact (
     tenant_id      text NOT NULL,
     shop_id        uuid NOT NULL,
     pushed_at      timestamptz,
     answered_at    timestamptz,
     failed_at      timestamptz,
     failure        text,
     failures       int NOT NULL DEFAULT 0,
     PRIMARY KEY (tenant_id, shop_id))`,
];

/** Shops that lapse are told of, and are connected by their merchants. */
export class Shops1700000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const tables = ['shop_authorisation', 'shop_contact'].flatMap(tenantTable);
    for (const statement of [...statements, ...tables]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
