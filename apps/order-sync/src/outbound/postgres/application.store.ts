import type { Reader } from '@cartrail/messaging';
import type { ApplicationRef, Applications } from '../../application/ports.js';
import type { PlatformApplication } from '../../domain/application.js';
import { at } from './bulk.js';
import { KeyedStore } from './keyed.store.js';

interface ApplicationRow {
  readonly id: string;
  readonly platform: PlatformApplication['platform'];
  readonly name: string;
  readonly credentials: string;
  readonly previous_credentials: string | null;
  readonly previous_until: Date | null;
  readonly settings: Record<string, string>;
  readonly hosts: Record<string, string>;
  readonly created_at: Date;
  readonly rotated_at: Date | null;
}

const toApplication = (row: ApplicationRow): PlatformApplication => ({
  applicationId: row.id,
  platform: row.platform,
  name: row.name,
  sealedCredentials: row.credentials,
  settings: row.settings,
  hosts: row.hosts,
  createdAt: row.created_at.getTime(),
  rotatedAt: row.rotated_at?.getTime(),
  previous:
    row.previous_credentials !== null && row.previous_until !== null
      ? { sealedCredentials: row.previous_credentials, validUntil: row.previous_until.getTime() }
      : undefined,
});

export const applicationStore = new KeyedStore<PlatformApplication, ApplicationRow>({
  aggregate: 'platform-application',
  table: 'platform_application',
  match: 'given.id = ref.id::uuid',
  conflict: ['tenant_id', 'id'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['id', 'uuid', ({ id }) => id],
    ['platform', 'text', ({ state }) => state.platform],
    ['name', 'text', ({ state }) => state.name],
    ['credentials', 'text', ({ state }) => state.sealedCredentials],
    ['previous_credentials', 'text', ({ state }) => state.previous?.sealedCredentials],
    ['previous_until', 'timestamptz', ({ state }) => at(state.previous?.validUntil)],
    ['settings', 'jsonb', ({ state }) => JSON.stringify(state.settings)],
    ['hosts', 'jsonb', ({ state }) => JSON.stringify(state.hosts)],
    ['created_at', 'timestamptz', ({ state }) => at(state.createdAt)],
    ['rotated_at', 'timestamptz', ({ state }) => at(state.rotatedAt)],
  ],
  read: toApplication,
});

export class PostgresApplications implements Applications {
  constructor(private readonly reader: Reader) {}

  find({ tenantId, applicationId }: ApplicationRef): Promise<PlatformApplication | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<ApplicationRow>(
        'SELECT * FROM platform_application WHERE tenant_id = $1 AND id = $2',
        [tenantId, applicationId],
      );
      return rows.map(toApplication).at(0);
    });
  }

  findAll(refs: readonly ApplicationRef[]): Promise<ReadonlyMap<string, PlatformApplication>> {
    const tenants = [...new Set(refs.map(({ tenantId }) => tenantId))];
    return this.reader.readMany(tenants, async (query) => {
      const rows = await query<ApplicationRow>(
        `SELECT given.* FROM platform_application given
           JOIN unnest($1::text[], $2::uuid[]) AS ref (tenant_id, id)
             ON given.tenant_id = ref.tenant_id AND given.id = ref.id`,
        [refs.map(({ tenantId }) => tenantId), refs.map(({ applicationId }) => applicationId)],
      );
      return new Map(rows.map((row) => [row.id, toApplication(row)]));
    });
  }

  all(tenantId: string): Promise<readonly PlatformApplication[]> {
    return this.reader.read(tenantId, async (query) =>
      (
        await query<ApplicationRow>('SELECT * FROM platform_application WHERE tenant_id = $1 ORDER BY id', [
          tenantId,
        ])
      ).map(toApplication),
    );
  }
}
