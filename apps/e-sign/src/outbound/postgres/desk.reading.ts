import type { EntityManager } from 'typeorm';
import { fromIso } from '@cartrail/kernel';
import type { Arrival } from '../../domain/arrival.js';
import type { Picture } from '../../domain/parcel.js';
import { emptyLog, type Head, type RecordPayload, type RecordPhoto } from '../../domain/record.js';
import type { Corrected, Desk } from '../../domain/desk.js';
import { arrivalColumns, toArrival, type ArrivalRow } from './arrival.row.js';
import { shareObjects } from './object-lock.js';

/** What one decision needs to know; its answer is the {@link Desk}. */
export interface DeskQuestion {
  readonly tenantId: string;
  readonly number?: string;
  readonly returnId?: string;
  readonly hashes: readonly string[];
  readonly corrects?: string;
}

/** Locks the tenant's log first: whatever is read after that holds until the record is in it. */
export async function readDesk(tx: EntityManager, question: DeskQuestion): Promise<Desk> {
  const { tenantId } = question;
  await shareObjects(tx, tenantId);
  const head = await lockHead(tx, tenantId);
  const corrected =
    question.corrects === undefined ? undefined : await readCorrected(tx, tenantId, question.corrects);
  return {
    head,
    corrected,
    arrivals: await lockArrivals(tx, question),
    usedElsewhere: await usedElsewhere(tx, question, corrected?.rootId),
  };
}

async function lockHead(tx: EntityManager, tenantId: string): Promise<Head> {
  await tx.query(
    'INSERT INTO evidence_head (tenant_id, size, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [tenantId, emptyLog.size, emptyLog.hash],
  );
  const [row]: { size: string; hash: string }[] = await tx.query(
    'SELECT size, hash FROM evidence_head WHERE tenant_id = $1 FOR UPDATE',
    [tenantId],
  );
  if (!row) throw new Error('the log has no head');
  return { size: Number(row.size), hash: row.hash };
}

async function lockArrivals(
  tx: EntityManager,
  { tenantId, returnId, number }: DeskQuestion,
): Promise<Arrival[]> {
  const rows: ArrivalRow[] = await tx.query(
    `SELECT ${arrivalColumns} FROM arrival a
      WHERE a.tenant_id = $1
        AND (a.return_id = $2 OR a.return_id IN (SELECT return_id FROM arrival_number WHERE tenant_id = $1 AND number = $3))
      ORDER BY a.return_id FOR UPDATE OF a`,
    [tenantId, returnId ?? null, number ?? null],
  );
  return rows.map(toArrival);
}

async function readCorrected(
  tx: EntityManager,
  tenantId: string,
  signOffId: string,
): Promise<Corrected | undefined> {
  const [row]: { payload: string; root_id: string; newest_id: string }[] = await tx.query(
    `SELECT s.payload, s.root_id, newest.sign_off_id AS newest_id
       FROM sign_off s
       JOIN LATERAL (SELECT sign_off_id FROM sign_off n WHERE n.tenant_id = s.tenant_id AND n.root_id = s.root_id
                      ORDER BY n.log_index DESC LIMIT 1) newest ON true
      WHERE s.tenant_id = $1 AND s.sign_off_id = $2`,
    [tenantId, signOffId],
  );
  if (!row) return undefined;
  const record = JSON.parse(row.payload) as RecordPayload;
  return {
    signOffId,
    rootId: row.root_id,
    newestId: row.newest_id,
    returnIds: record.return_ids,
    orderIds: record.order_ids,
    pictures: record.photos.map(toPicture),
  };
}

const toPicture = ({ sha256, bytes, mime, width, height, exif_time }: RecordPhoto): Picture => ({
  sha256,
  bytes,
  mime,
  width,
  height,
  takenAt: exif_time === undefined ? undefined : fromIso(exif_time),
});

async function usedElsewhere(
  tx: EntityManager,
  { tenantId, hashes }: DeskQuestion,
  rootId: string | undefined,
): Promise<ReadonlySet<string>> {
  const rows: { sha256: string }[] = await tx.query(
    `SELECT DISTINCT sha256 FROM sign_off_photo
      WHERE tenant_id = $1 AND sha256 = ANY ($2::text[]) AND root_id IS DISTINCT FROM $3::uuid`,
    [tenantId, hashes, rootId ?? null],
  );
  return new Set(rows.map(({ sha256 }) => sha256));
}
