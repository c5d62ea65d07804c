import { createHash } from 'node:crypto';
import { parkedEvents } from './parked-events.js';
import { failedEffects, parkedPushes } from './row-shelf.js';
import type { Entry, Parked, Session, Shelf } from './shelf.js';

const shelves: readonly Shelf[] = [parkedEvents, parkedPushes, failedEffects];

/** Who asks for what, and why: the rows of `parked_audit`. */
export interface By {
  readonly actor: string;
  readonly reason: string;
}

export interface AuditRow extends By {
  readonly at: Date;
  readonly place: string;
  readonly key: string;
  readonly action: string;
}

export interface At {
  readonly place: string;
  readonly key: string;
}

/** Everything of one service that waits for a person, and what a person may do about it. */
export class DeadLetters {
  constructor(private readonly session: Session) {}

  async list(): Promise<readonly Parked[]> {
    const lists: Parked[] = [];
    for (const shelf of shelves) lists.push(...(await shelf.list(this.session)));
    return lists;
  }

  show({ place, key }: At): Promise<readonly Entry[]> {
    return shelfOf(place).show(this.session, place, key);
  }

  /** The bytes themselves, which may hold personal data: whoever looks is written down. */
  reveal(at: At, by: By): Promise<readonly Entry[]> {
    return this.audited('reveal', at, by, async () => {
      const entries = await this.show(at);
      return entries.length > 0 ? entries : undefined;
    }).then((entries) => entries ?? []);
  }

  async replay(at: At, by: By): Promise<boolean> {
    const done = await this.audited('replay', at, by, async () =>
      (await shelfOf(at.place).replay(this.session, at.place, at.key)) ? true : undefined,
    );
    return done ?? false;
  }

  /** Drops the entry that blocks; what waits behind it is replayed, unless `all` drops it too. */
  async discard(at: At, by: By, all = false): Promise<number> {
    if (by.reason.trim() === '') throw new Error('a discard needs a reason');
    const dropped = await this.audited(all ? 'discard-all' : 'discard', at, by, async () => {
      const count = await shelfOf(at.place).discard(this.session, at.place, at.key, all);
      return count > 0 ? count : undefined;
    });
    return dropped ?? 0;
  }

  /** Puts other bytes in the entry's place and replays it; the audit keeps the hashes of both. */
  async editAndRetry(at: At, raw: Buffer, by: By): Promise<boolean> {
    if (by.reason.trim() === '') throw new Error('an edit needs a reason');
    const [before] = await this.show(at);
    const hashes = `${hash(before?.raw ?? null)} -> ${hash(raw)}`;
    const done = await this.audited('edit', at, { ...by, reason: `${by.reason} (${hashes})` }, async () => {
      const shelf = shelfOf(at.place);
      if (!(await shelf.edit(this.session, at.place, at.key, raw))) return undefined;
      return (await shelf.replay(this.session, at.place, at.key)) ? true : undefined;
    });
    return done ?? false;
  }

  audit(limit = 100): Promise<readonly AuditRow[]> {
    return this.session.query<AuditRow>(
      `SELECT at, grp AS place, key, action, actor, reason FROM parked_audit ORDER BY id DESC LIMIT $1`,
      [limit],
    );
  }

  /** One transaction for the deed and its record; a deed that found nothing leaves no record. */
  private async audited<T>(
    action: string,
    { place, key }: At,
    { actor, reason }: By,
    deed: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    await this.session.query('BEGIN');
    try {
      const result = await deed();
      if (result !== undefined)
        await this.session.query(
          'INSERT INTO parked_audit (grp, key, action, actor, reason) VALUES ($1, $2, $3, $4, $5)',
          [place, key, action, actor, reason],
        );
      await this.session.query('COMMIT');
      return result;
    } catch (error) {
      await this.session.query('ROLLBACK');
      throw error;
    }
  }
}

function shelfOf(place: string): Shelf {
  const shelf = shelves.find((candidate) => candidate.holds(place));
  if (!shelf) throw new Error(`no such place: ${place}`);
  return shelf;
}

const hash = (raw: Buffer | null): string =>
  raw === null ? 'nothing' : `sha256:${createHash('sha256').update(raw).digest('hex').slice(0, 16)}`;
