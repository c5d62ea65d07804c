import {
  carrierFactories,
  isSupported,
  type CarrierPort,
  type CarrierReport,
  type RawCallback,
} from '@cartrail/carriers';
import { HOUR, type Instant } from '@cartrail/kernel';
import { recordScans } from '../../src/domain/record-scans.js';
import { register } from '../../src/domain/register.js';
import type { Report } from '../../src/domain/scan.js';
import type { Waybill } from '../../src/domain/waybill.js';
import type { Line, Vendor } from './vendor.js';

export const SHIPPED: Instant = Date.UTC(2026, 10, 1);
const NOW = SHIPPED + 10 * HOUR;

/** A push of some lines, or an answer that has some. */
export interface Word {
  readonly as: 'push' | 'answer';
  readonly lines: readonly Line[];
}

/** A parcel that is followed through a provider's adapter: what the vendor says is read, and recorded as tracking does. */
export class Parcel {
  private readonly port: CarrierPort;
  private answer: object = {};

  constructor(
    provider: string,
    readonly vendor: Vendor,
  ) {
    const entry = carrierFactories.get(provider);
    if (!entry) throw new Error(`nothing is registered as ${provider}`);
    const http = {
      post: () =>
        Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(this.answer)) }),
    };
    this.port = entry.create(vendor.settings, { http, clock: { now: () => NOW } });
  }

  async after(words: readonly Word[]): Promise<Waybill> {
    const { number, carrier } = this.vendor;
    const decision = register(
      undefined,
      'w1',
      { orderId: 'o1', number, carrier, shippedAt: SHIPPED },
      SHIPPED,
    );
    if (decision.kind !== 'changed') throw new Error('not registered');
    let waybill = decision.state;
    for (const word of words) {
      const recorded = recordScans(waybill, await this.read(word), NOW);
      if (recorded.kind === 'changed') waybill = recorded.state;
    }
    return waybill;
  }

  private read({ as, lines }: Word): readonly Report[] | Promise<readonly Report[]> {
    const { number, pushes, answer } = this.vendor;
    if (as === 'push') return this.pushed(pushes?.(lines, number) ?? []);
    this.answer = answer(lines, number);
    return this.asked();
  }

  private pushed(callbacks: readonly RawCallback[]): readonly Report[] {
    const { callbacks: port } = this.port;
    if (!isSupported(port)) throw new Error('does not push');
    return callbacks
      .flatMap((callback) => port.parse(callback).reports)
      .filter(({ carrier }) => carrier === this.vendor.carrier)
      .flatMap(toReports);
  }

  private async asked(): Promise<readonly Report[]> {
    const { track } = this.port;
    if (!isSupported(track)) throw new Error('is not asked');
    return toReports(await track(this.vendor));
  }
}

const toReports = ({ scans }: CarrierReport): readonly Report[] =>
  scans.map(({ courier, ...scan }) => (courier ? { ...scan, courier: {} } : scan));
