import type { OnModuleDestroy } from '@nestjs/common';
import { Reader } from '@cartrail/messaging';
import { CaseStream, type FeedEvent, type FeedListener } from '../../application/ports.js';

const POLL_MS = 500;
const PAGE = 500;

interface Follower {
  readonly tenantId: string;
  readonly caseId: string;
  after: number;
  readonly push: (event: FeedEvent) => void;
  readonly end: () => void;
}

interface Row {
  readonly case_id: string;
  readonly version: number;
  readonly type: string;
  readonly at: Date;
}

/** Open streams of case changes: one query per round for all of them, whatever their number. */
export class CaseFeed extends CaseStream implements OnModuleDestroy {
  private readonly followers = new Set<Follower>();
  private polling: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly reader: Reader,
    private readonly heartbeatMs: number,
  ) {
    super();
  }

  /** Everything after a version, then what follows; a heartbeat keeps quiet connections open, if they may stay so. */
  override follow(tenantId: string, caseId: string, after: number, listener: FeedListener): () => void {
    if (this.stopped) {
      listener.complete();
      return () => undefined;
    }
    const follower: Follower = {
      tenantId,
      caseId,
      after,
      push: (event) => {
        listener.next(event);
      },
      end: () => {
        listener.complete();
      },
    };
    this.followers.add(follower);
    const heartbeat = setInterval(() => void this.beat(follower, listener), this.heartbeatMs);
    this.schedule(0);
    return () => {
      clearInterval(heartbeat);
      this.followers.delete(follower);
    };
  }

  /** An open stream would keep the server from closing; clients come back with Last-Event-ID. */
  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.polling);
    for (const follower of this.followers) follower.end();
  }

  private async beat(follower: Follower, { holds }: FeedListener): Promise<void> {
    // Nothing comes from a database that cannot be asked, either.
    const mayStay = await holds().catch(() => true);
    if (!this.followers.has(follower)) return;
    if (mayStay) follower.push({ type: 'heartbeat', data: {} });
    else follower.end();
  }

  private schedule(inMs: number): void {
    if (this.stopped || this.polling || this.followers.size === 0) return;
    this.polling = setTimeout(() => {
      void this.poll()
        .catch(() => undefined)
        .then(() => {
          this.polling = undefined;
          this.schedule(POLL_MS);
        });
    }, inMs);
    this.polling.unref();
  }

  private async poll(): Promise<void> {
    const all = [...this.followers];
    const rows = await this.reader.readMany([...new Set(all.map(({ tenantId }) => tenantId))], (query) =>
      query<Row>(
        `SELECT held.case_id, held.version, held.type, held.at
           FROM (SELECT tenant_id, case_id, min(after) AS after
                   FROM unnest($1::text[], $2::uuid[], $3::int[]) AS given (tenant_id, case_id, after) GROUP BY 1, 2) AS wanted
           JOIN case_event AS held ON held.tenant_id = wanted.tenant_id AND held.case_id = wanted.case_id AND held.version > wanted.after
          ORDER BY held.case_id, held.version LIMIT ${PAGE}`,
        [all.map(({ tenantId }) => tenantId), all.map(({ caseId }) => caseId), all.map(({ after }) => after)],
      ),
    );
    for (const follower of all) {
      for (const { case_id, version, type, at } of rows) {
        if (case_id !== follower.caseId || version <= follower.after) continue;
        follower.after = version;
        follower.push({ id: String(version), type, data: { caseId: case_id, version, type, at } });
      }
    }
  }
}
