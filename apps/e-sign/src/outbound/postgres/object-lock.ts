import type { EntityManager } from 'typeorm';

/**
 * One lock per tenant over what names its objects. Whoever adds a name (a claim, a record) shares it; whoever removes
 * an object because nothing names it has it alone, until the object is gone. Ends with the transaction.
 */
export const shareObjects = (tx: EntityManager, tenantId: string): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock_shared(hashtext('cartrail.objects'), hashtext($1))`, [tenantId]);

export const ownObjects = (tx: EntityManager, tenantId: string): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtext('cartrail.objects'), hashtext($1))`, [tenantId]);
