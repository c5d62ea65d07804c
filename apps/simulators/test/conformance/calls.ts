import { fetchHttp, type CarrierHttp } from '@cartrail/carriers';
import { aloud, type BookingSituation, type Situation } from '@cartrail/carriers/conformance';
import type { Json, Running } from '../running.js';
import type { SimulatedVendor } from './vendor.js';

const PATIENT_MS = 10_000;
const IMPATIENT_MS = 250;

const faults: Partial<Record<Situation | BookingSituation, string>> = {
  throttled: 'throttled',
  'http-500': '500',
  'not-json': 'malformed',
  'endless-answer': 'huge',
  'time-out': 'time-out',
  'lost-answer': 'lost-answer',
};

/** The next calls of one adapter: what befalls them at the simulator, and what has become of them there. */
export class Calls {
  private timeoutMs = PATIENT_MS;
  private since = 0;
  private account: Json = {};
  private changes: Json = {};
  private refusesAloud = false;

  constructor(
    private readonly sim: Running,
    private readonly vendor: SimulatedVendor,
  ) {}

  /** Real HTTP. Only a call that shall time out does so soon, so that no slow machine makes another one time out. */
  readonly http: CarrierHttp = {
    post: async (request) => {
      const answer = await fetchHttp.post({ ...request, timeoutMs: this.timeoutMs });
      return this.refusesAloud ? { ...answer, body: Buffer.from(aloud(answer.body.toString())) } : answer;
    },
  };

  /** `acts`: their effect outlives a lost answer. `changes`: of the account, until the next. */
  async expect(situation: Situation | BookingSituation, acts: boolean, changes: Json = {}): Promise<void> {
    await this.sim.call('DELETE', '/control/faults');
    await this.change(situation === 'refused-credentials' ? this.vendor.refused : changes);
    // No simulator repeats whom an order is about: its refusal, in such words.
    this.refusesAloud = situation === 'refuses-aloud';
    this.timeoutMs = situation === 'time-out' ? IMPATIENT_MS : PATIENT_MS;
    const fault = situation === 'lost-answer' && !acts ? 'unanswered-query' : faults[situation];
    if (fault !== undefined) await this.befall(this.vendor.provider, fault, 1);
    this.since = Number((await this.requests()).at(-1)?.['seq'] ?? this.since);
  }

  async befall(target: string, name: string, times?: number): Promise<void> {
    const { status, text } = await this.sim.call('POST', '/control/faults', { target, name, times });
    if (status !== 200) throw new Error(text);
  }

  /** What has arrived since. Only calls that were let in have a method. */
  async received(): Promise<{ signed: boolean; reference?: string }> {
    const calls = (await this.requests()).filter((row) => row['provider'] === this.vendor.provider);
    const found = calls.find((row) => row['reference'] !== undefined) ?? calls[0];
    const reference = found?.['reference'];
    return {
      signed: found?.['method'] !== undefined,
      reference: typeof reference === 'string' ? reference : undefined,
    };
  }

  /** Opens the account they are made with. */
  async open(pushUrl: string): Promise<void> {
    this.account = this.vendor.account(pushUrl);
    await this.put(this.account);
  }

  private async change(changes: Json): Promise<void> {
    if (Object.keys({ ...this.changes, ...changes }).length === 0) return;
    this.changes = changes;
    await this.put({ ...this.account, ...changes });
  }

  private async put(account: Json): Promise<void> {
    const path = `/control/${this.vendor.provider}-accounts`;
    const { status, text } = await this.sim.call('PUT', path, account);
    if (status !== 200) throw new Error(text);
  }

  private async requests(): Promise<Json[]> {
    const { json } = await this.sim.call(
      'GET',
      `/control/ledger?kind=requests&since=${this.since}&limit=5000`,
    );
    return json['items'] as Json[];
  }
}
