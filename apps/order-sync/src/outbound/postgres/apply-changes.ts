import { setTenants, type AnyChange, type ChangeShell, type EventBus } from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import { runAgain } from './run-again.js';

/** Changes of one tenant that no request and no event asked for, in a transaction of their own. */
export class ApplyChanges {
  constructor(
    readonly dataSource: DataSource,
    private readonly shell: ChangeShell,
    private readonly bus: EventBus,
  ) {}

  async apply(tenantId: string, changes: readonly AnyChange[]): Promise<void> {
    await runAgain(() =>
      this.dataSource.transaction(async (tx) => {
        await setTenants(tx, [tenantId]);
        await this.shell.apply(tx, [tenantId], changes);
      }),
    );
    this.bus.written();
  }
}
