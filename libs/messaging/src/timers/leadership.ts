import { Client } from 'pg';
import { KEEPALIVE } from '../database/keepalive.js';

const TRY = `SELECT pg_try_advisory_lock(hashtext('cartrail.timers'), 0) AS mine`;

/**
 * Which process of a service runs its timers: the one whose session holds the lock. The session is its own, so a
 * process that dies or loses the database loses the lead with it.
 */
export class Leadership {
  private session: Promise<Client> | undefined;
  private mine = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly service: string,
  ) {}

  /** Asks the database each time: a lead is never assumed. */
  async held(): Promise<boolean> {
    this.session ??= this.connect();
    const asked = this.session;
    try {
      const session = await asked;
      if (this.mine) {
        await session.query('SELECT 1');
      } else {
        const { rows } = await session.query<{ mine: boolean }>(TRY);
        this.mine ||= rows[0]?.mine === true;
      }
      return this.mine;
    } catch (error) {
      if (this.session === asked) void this.release();
      throw error;
    }
  }

  /** Also of a session that failed: as long as the server holds it open, its lock shuts out every successor. */
  async release(): Promise<void> {
    const lost = this.session;
    this.session = undefined;
    this.mine = false;
    const session = await lost?.catch(() => undefined);
    await session?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const session = new Client({
      connectionString: this.databaseUrl,
      application_name: `${this.service} timers`,
      options: KEEPALIVE,
      keepAlive: true,
    });
    session.on('error', () => undefined);
    await session.connect();
    return session;
  }
}
