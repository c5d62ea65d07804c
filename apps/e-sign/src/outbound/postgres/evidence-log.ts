import { withTenants } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { EvidenceLog } from '../../application/ports.js';
import type { StoredRecord } from '../../domain/chain.js';
import { emptyLog, type Head } from '../../domain/record.js';

interface Row {
  readonly payload: string;
  readonly payload_hash: string;
  readonly alg: string;
  readonly key_id: string;
  readonly signature: string;
  readonly photos: StoredRecord['index']['photos'];
  readonly returns: readonly string[];
}

const PAGE = `
  SELECT s.payload, s.payload_hash, s.alg, s.key_id, s.signature,
         (SELECT COALESCE(json_agg(json_build_object('place', p.place, 'sha256', p.sha256, 'rootId', p.root_id)), '[]')
            FROM sign_off_photo p WHERE p.tenant_id = s.tenant_id AND p.sign_off_id = s.sign_off_id) AS photos,
         (SELECT COALESCE(json_agg(r.return_id), '[]')
            FROM sign_off_return r WHERE r.tenant_id = s.tenant_id AND r.sign_off_id = s.sign_off_id) AS returns
    FROM sign_off s
   WHERE s.tenant_id = $1 AND s.log_index > $2 ORDER BY s.log_index LIMIT $3`;

/** One tenant's log as it is stored. Its own conditions name the tenant: an auditor's role may pass row-level security. */
export class PostgresEvidenceLog implements EvidenceLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tenantId: string,
  ) {}

  async head(): Promise<Head> {
    const [row] = await this.query<{ size: string; hash: string }>(
      'SELECT size, hash FROM evidence_head WHERE tenant_id = $1',
      [this.tenantId],
    );
    return row ? { size: Number(row.size), hash: row.hash } : emptyLog;
  }

  async after(logIndex: number, limit: number): Promise<StoredRecord[]> {
    const rows = await this.query<Row>(PAGE, [this.tenantId, logIndex, limit]);
    return rows.map((row) => ({
      payload: row.payload,
      hash: row.payload_hash,
      alg: row.alg,
      keyId: row.key_id,
      signature: row.signature,
      index: { photos: row.photos, returnIds: row.returns },
    }));
  }

  private query<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    return withTenants(this.dataSource, [this.tenantId], (tx) => tx.query<T[]>(sql, parameters));
  }
}
