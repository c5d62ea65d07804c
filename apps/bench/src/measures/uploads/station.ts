import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { type Film } from './film.js';
import { type Parcel, signOffForm } from './parcels.js';

export interface Upload {
  readonly parcel: Parcel;
  readonly ms: number;
  /** Absent where it was refused. */
  readonly signOffId?: string;
  /** What was answered instead. */
  readonly refusal?: string;
}

export interface Shift {
  readonly uploads: readonly Upload[];
  readonly perSecond: number;
}

/** Stations that sign for parcels, one after the other each. */
export class Stations {
  private readonly pool: Pool;

  constructor(
    url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly film: Film,
    private readonly inFlight: number,
  ) {
    this.pool = new Pool(url, { connections: inFlight, pipelining: 1 });
  }

  /** For so long, and at least `least` parcels per station; never more than there are. */
  async work(parcels: readonly Parcel[], ms: number, least: number): Promise<Shift> {
    const uploads: Upload[] = [];
    let next = 0;
    const start = performance.now();
    const station = async (): Promise<void> => {
      for (let done = 0; done < least || performance.now() - start < ms; done++) {
        const parcel = parcels[next++];
        if (!parcel) return;
        uploads.push(await this.sign(parcel));
      }
    };
    await Promise.all(Array.from({ length: this.inFlight }, station));
    const seconds = (performance.now() - start) / 1_000;
    return { uploads, perSecond: uploads.filter(({ refusal }) => refusal === undefined).length / seconds };
  }

  private async sign(parcel: Parcel): Promise<Upload> {
    const { contentType, body } = signOffForm(this.film, parcel);
    const headers = { ...this.headers, 'content-type': contentType, 'idempotency-key': randomUUID() };
    const start = performance.now();
    const answer = await this.pool.request({ method: 'POST', path: '/v1/sign-offs', headers, body });
    const text = await answer.body.text();
    const ms = performance.now() - start;
    if (answer.statusCode !== 201)
      return { parcel, ms, refusal: `${answer.statusCode}: ${text.slice(0, 300)}` };
    const { signOffId } = JSON.parse(text) as { readonly signOffId?: string };
    return { parcel, ms, signOffId };
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
