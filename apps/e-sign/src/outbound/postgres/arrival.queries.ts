import type { Reader } from '@cartrail/messaging';
import type { ArrivalQuery, Arrivals, FoundArrival } from '../../application/ports.js';
import { arrivalColumns, toArrival, type ArrivalRow } from './arrival.row.js';

type Row = ArrivalRow & { readonly found: readonly string[] };

/** Records of parcels nobody had announced that carry one of its numbers, and that nobody has corrected since. */
const FOUND = `
  (SELECT COALESCE(json_agg(s.sign_off_id ORDER BY s.log_index), '[]')
     FROM arrival_number n
     JOIN sign_off s ON s.tenant_id = n.tenant_id AND s.number = n.number AND NOT s.announced
    WHERE n.tenant_id = a.tenant_id AND n.return_id = a.return_id
      AND NOT EXISTS (SELECT FROM sign_off newer WHERE newer.tenant_id = s.tenant_id AND newer.supersedes = s.sign_off_id)) AS found`;

const listWhere = (condition: string): string => `
  SELECT ${arrivalColumns}, ${FOUND} FROM arrival a
   WHERE a.tenant_id = $1 AND ($2::uuid IS NULL OR a.return_id > $2) AND ${condition}
   ORDER BY a.return_id LIMIT $3`;

const OF_RETURN = listWhere('a.return_id = $4');
const OF_NUMBER = listWhere(
  'a.return_id IN (SELECT return_id FROM arrival_number WHERE tenant_id = $1 AND number = $4)',
);
const WAITING = listWhere(`a.signed_by IS NULL AND a.status IN ('Approved', 'InTransit', 'Arrived')`);

export class ArrivalQueries implements Arrivals {
  constructor(private readonly reader: Reader) {}

  async list(tenantId: string, { after, returnId, number, limit }: ArrivalQuery): Promise<FoundArrival[]> {
    const page = [tenantId, after ?? null, limit];
    const rows = await this.reader.read(tenantId, (query) => {
      if (returnId !== undefined) return query<Row>(OF_RETURN, [...page, returnId]);
      if (number !== undefined) return query<Row>(OF_NUMBER, [...page, number]);
      return query<Row>(WAITING, page);
    });
    return rows.map((row) => ({ ...toArrival(row), foundSignOffIds: row.found }));
  }
}
