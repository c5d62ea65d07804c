interface Table {
  readonly table: string;
  /** The column that `$2` names. */
  readonly id?: string;
  readonly type?: 'uuid' | 'text';
  readonly columns?: string;
  /** What else has to be true of a row. */
  readonly where?: string;
}

const looks = ({ table, id = 'id', type = 'uuid', columns = '*', where }: Table, fence: string): string =>
  `SELECT held.* FROM unnest($1::text[], $2::${type}[]) AS ref (tenant_id, id)
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM ${table}
       WHERE ${table}.tenant_id = ref.tenant_id AND ${table}.${id} = ref.id${where === undefined ? '' : ` AND ${where}`}
       ${fence}) AS held`;

/**
 * The rows of the tenants `$1` and ids `$2`, by one look into the key for each, whatever the statistics say. A plain
 * join is planned by what the table held when it was last looked at: of one that was empty then, as queues are, all rows
 * are compared with all ids, and row-level security hides what that costs.
 */
export const rowsByRef = (table: Table): string => looks(table, 'OFFSET 0');

/** The same, one row for each, held until the transaction ends; locked in the order the ids are given in. */
export const lockRowsByRef = (table: Table): string => looks(table, 'FOR UPDATE');
