import type { Reader } from '@cartrail/messaging';
import type { ApplicationRef, MappingHistory } from '../../application/ports.js';
import type { Mapping, MappingVersion } from '../../domain/mapping-version.js';
import { json } from './bulk.js';
import { KeyedStore } from './keyed.store.js';

interface MappingRow {
  readonly application_id: string;
  readonly draft: string | null;
  readonly dry_run: string | null;
  readonly published: string | null;
}

const parsed = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));

const toMapping = (row: MappingRow): Mapping => ({
  applicationId: row.application_id,
  draft: parsed(row.draft) as Mapping['draft'],
  dryRun: parsed(row.dry_run) as Mapping['dryRun'],
  published: parsed(row.published) as Mapping['published'],
});

export const mappingStore = new KeyedStore<Mapping, MappingRow>({
  aggregate: 'mapping',
  table: 'mapping',
  match: 'given.application_id = ref.id::uuid',
  conflict: ['tenant_id', 'application_id'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['application_id', 'uuid', ({ id }) => id],
    ['draft', 'text', ({ state }) => json(state.draft)],
    ['dry_run', 'text', ({ state }) => json(state.dryRun)],
    ['published', 'text', ({ state }) => json(state.published)],
  ],
  read: toMapping,
});

interface VersionRow {
  readonly application_id: string;
  readonly version: number;
  readonly document: string;
  readonly about: string;
}

type About = Omit<MappingVersion, 'applicationId' | 'version' | 'text'>;

const aboutOf = ({ hash, note, by, at, changes, dryRun, forced, rolledBackTo }: MappingVersion): About => ({
  hash,
  note,
  by,
  at,
  changes,
  dryRun,
  forced,
  rolledBackTo,
});

const toVersion = ({ application_id, version, document, about }: VersionRow): MappingVersion => ({
  applicationId: application_id,
  version,
  text: document,
  ...(JSON.parse(about) as About),
});

/** Ids are `<application>/<version>`. */
export const mappingVersionStore = new KeyedStore<MappingVersion, VersionRow>({
  aggregate: 'mapping-version',
  table: 'mapping_version',
  match: `given.application_id = split_part(ref.id, '/', 1)::uuid AND given.version = split_part(ref.id, '/', 2)::int`,
  conflict: ['tenant_id', 'application_id', 'version'],
  columns: [
    ['tenant_id', 'text', ({ tenantId }) => tenantId],
    ['application_id', 'uuid', ({ state }) => state.applicationId],
    ['version', 'int', ({ state }) => state.version],
    ['document', 'text', ({ state }) => state.text],
    ['about', 'text', ({ state }) => JSON.stringify(aboutOf(state))],
  ],
  read: toVersion,
});

const LISTED = 200;

export class PostgresMappings implements MappingHistory {
  constructor(private readonly reader: Reader) {}

  find({ tenantId, applicationId }: ApplicationRef): Promise<Mapping | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<MappingRow>(
        'SELECT * FROM mapping WHERE tenant_id = $1 AND application_id = $2',
        [tenantId, applicationId],
      );
      return rows.map(toMapping).at(0);
    });
  }

  version({ tenantId, applicationId }: ApplicationRef, version: number): Promise<MappingVersion | undefined> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<VersionRow>(
        'SELECT * FROM mapping_version WHERE tenant_id = $1 AND application_id = $2 AND version = $3',
        [tenantId, applicationId, version],
      );
      return rows.map(toVersion).at(0);
    });
  }

  versions({ tenantId, applicationId }: ApplicationRef): Promise<readonly Omit<MappingVersion, 'text'>[]> {
    return this.reader.read(tenantId, async (query) => {
      const rows = await query<Omit<VersionRow, 'document'>>(
        `SELECT application_id, version, about FROM mapping_version
          WHERE tenant_id = $1 AND application_id = $2 ORDER BY version DESC LIMIT ${LISTED}`,
        [tenantId, applicationId],
      );
      return rows.map((row) => ({
        applicationId: row.application_id,
        version: row.version,
        ...(JSON.parse(row.about) as About),
      }));
    });
  }
}
