import type { Query, Reader } from '@cartrail/messaging';
import type { FoundRecord, RecordQuery, Records, ShownPersonal } from '../../application/ports.js';
import type { RecordPayload } from '../../domain/record.js';

interface Row {
  readonly payload: string;
  readonly payload_hash: string;
  readonly alg: string;
  readonly key_id: string;
  readonly signature: string;
  readonly superseded_by: string | null;
  readonly encrypted: string | null;
}

const SELECT = `
  SELECT s.payload, s.payload_hash, s.alg, s.key_id, s.signature, newer.sign_off_id AS superseded_by, p.encrypted
    FROM sign_off s
    LEFT JOIN sign_off newer ON newer.tenant_id = s.tenant_id AND newer.supersedes = s.sign_off_id
    LEFT JOIN sign_off_personal p ON p.tenant_id = s.tenant_id AND p.sign_off_id = s.sign_off_id`;

const LIST = `${SELECT}
   WHERE s.tenant_id = $1 AND ($2::bigint IS NULL OR s.log_index < $2) AND ($3::text IS NULL OR s.number = $3)
     AND ($4::boolean IS NULL OR s.announced = $4)
     AND ($5::uuid IS NULL OR EXISTS (SELECT FROM sign_off_return r
           WHERE r.tenant_id = s.tenant_id AND r.sign_off_id = s.sign_off_id AND r.return_id = $5))
   ORDER BY s.log_index DESC LIMIT $6`;

export type Reveal = (encrypted: string, record: RecordPayload) => ShownPersonal;

export class RecordQueries implements Records {
  constructor(
    private readonly reader: Reader,
    private readonly reveal: Reveal,
  ) {}

  async find(tenantId: string, signOffId: string): Promise<FoundRecord | undefined> {
    const sql = `${SELECT} WHERE s.tenant_id = $1 AND s.sign_off_id = $2`;
    const [found] = await this.read(tenantId, (query) => query<Row>(sql, [tenantId, signOffId]));
    return found;
  }

  list(
    tenantId: string,
    { before, number, announced, returnId, limit }: RecordQuery,
  ): Promise<FoundRecord[]> {
    const given = [before, number, announced, returnId].map((value) => value ?? null);
    return this.read(tenantId, (query) => query<Row>(LIST, [tenantId, ...given, limit]));
  }

  private async read(tenantId: string, work: (query: Query) => Promise<Row[]>): Promise<FoundRecord[]> {
    const rows = await this.reader.read(tenantId, work);
    return rows.map((row) => this.toRecord(row));
  }

  private toRecord(row: Row): FoundRecord {
    const record = JSON.parse(row.payload) as RecordPayload;
    return {
      record,
      hash: row.payload_hash,
      alg: row.alg,
      keyId: row.key_id,
      signature: row.signature,
      supersededBy: row.superseded_by ?? undefined,
      personal: row.encrypted === null ? { state: 'erased' } : this.reveal(row.encrypted, record),
    };
  }
}
