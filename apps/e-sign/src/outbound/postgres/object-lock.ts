import type { EntityManager } from 'typeorm';

const CLASS = 7_215;

/**
 * One lock per tenant over what names its objects. Whoever adds a name (a claim, a record) shares it; whoever removes
 * an object because nothing names it has it alone, until the object is gone. Ends with the transaction.
 */
export const shareObjects = (tx: EntityManager, tenantId: string): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [CLASS, tenantId]);

export const ownObjects = (tx: EntityManager, tenantId: string): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [CLASS, tenantId]);
