import { isSupported, type CarrierPort, type RawCallback } from '@cartrail/carriers';
import { fingerprint } from '../../src/ledger/ledger.js';
import { Target, type Got, type Json, type Running } from '../running.js';

/** Stands where the product is, and finds again what the simulator says it has sent. */
export class Captures {
  private constructor(
    private readonly sim: Running,
    private readonly provider: string,
    private readonly target: Target,
    readonly url: string,
  ) {}

  static async listen(sim: Running, provider: string, { callbacks }: CarrierPort): Promise<Captures> {
    const target = new Target((got) =>
      isSupported(callbacks) ? callbacks.ack(true, undefined, rawOf(got)).body : '',
    );
    return new Captures(sim, provider, target, await target.listen());
  }

  /** Pushes whose rows of the ledger say all that, oldest first. */
  async of(told: Json): Promise<RawCallback[]> {
    const sent = (await this.sim.ledger('pushes')).filter(
      (row) =>
        row['provider'] === this.provider && Object.keys(told).every((name) => row[name] === told[name]),
    );
    const digests = new Set(sent.map((row) => row['sha256']));
    const found = this.target.got.filter(({ body }) => digests.has(fingerprint(body).sha256));
    if (found.length === 0) throw new Error(`no push of ${this.provider} like ${JSON.stringify(told)}`);
    return found.map(rawOf);
  }

  close(): Promise<void> {
    return this.target.close();
  }
}

const rawOf = ({ body, headers }: Got): RawCallback => ({
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  body: Buffer.from(body),
});
