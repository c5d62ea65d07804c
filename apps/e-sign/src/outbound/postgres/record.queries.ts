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

/** Only what was asked for stands in the statement: a condition that may be none keeps the log's indexes from being used. */
const CONDITIONS = {
  before: (at: string) => `s.log_index < ${at}::bigint`,
  number: (at: string) => `s.number = ${at}::text`,
  announced: (at: string) => `s.announced = ${at}::boolean`,
  returnId: (at: string) =>
    `s.sign_off_id IN (SELECT sign_off_id FROM sign_off_return WHERE tenant_id = $1 AND return_id = ${at}::uuid)`,
};
const CONDITION_NAMES = ['before', 'number', 'announced', 'returnId'] as const;

function listing(tenantId: string, asked: RecordQuery): { readonly sql: string; readonly given: unknown[] } {
  const names = CONDITION_NAMES.filter((name) => asked[name] !== undefined);
  const conditions = names.map((name, index) => ` AND ${CONDITIONS[name](`$${index + 3}`)}`);
  return {
    sql: `${SELECT} WHERE s.tenant_id = $1${conditions.join('')} ORDER BY s.log_index DESC LIMIT $2`,
    given: [tenantId, asked.limit, ...names.map((name) => asked[name])],
  };
}

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

  list(tenantId: string, asked: RecordQuery): Promise<FoundRecord[]> {
    const { sql, given } = listing(tenantId, asked);
    return this.read(tenantId, (query) => query<Row>(sql, given));
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
