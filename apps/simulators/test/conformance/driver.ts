import { carrierFactories, reachedAt, type CarrierPort, type RawCallback } from '@cartrail/carriers';
import {
  runConformance,
  type CellResult,
  type ConformanceServer,
  type PushVariant,
  type Situation,
  type Subject,
} from '@cartrail/carriers/conformance';
import { Running } from '../running.js';
import { Calls } from './calls.js';
import { Captures } from './captures.js';
import { courierWish } from './courier-wishes.js';
import { Couriers } from './couriers.js';
import { Parcels, PHONE_TAIL } from './parcels.js';
import type { Stage } from './stage.js';
import type { SimulatedVendor } from './vendor.js';

/** Of nobody: no carrier has numbers like it. */
const NOBODYS_NUMBER = '0000000000';

/** A running simulator as the vendor's side of the suite. */
class SimulatedServer implements ConformanceServer {
  readonly recognises: true | undefined;
  private feature = '';

  constructor(
    private readonly parcels: Parcels,
    private readonly calls: Calls,
    readonly bookings: Couriers | undefined,
    private readonly vendor: SimulatedVendor,
  ) {
    this.recognises = vendor.recognises;
  }

  async arrange(situation: Situation, feature: string): Promise<string> {
    this.feature = feature;
    const number = await this.numberFor(situation, feature);
    await this.calls.expect(situation, feature === 'subscribe');
    return number;
  }

  async received(): Promise<{ readonly signed: boolean } | undefined> {
    return this.vendor.unsigned?.includes(this.feature) === true ? undefined : this.calls.received();
  }

  push(variant: PushVariant): Promise<RawCallback | undefined> {
    return this.parcels.push(variant);
  }

  private numberFor(situation: Situation, feature: string): Promise<string> {
    if (situation === 'moving') return this.parcels.arrived();
    if (situation === 'no-data' && feature === 'recognise') return Promise.resolve(NOBODYS_NUMBER);
    return this.parcels.ship('never-picked');
  }
}

/** One running simulator, and every provider's suite against it over real HTTP. */
export class Bench {
  private readonly captures: Captures[] = [];

  private constructor(private readonly sim: Running) {}

  static async start(): Promise<Bench> {
    return new Bench(await Running.start());
  }

  async run(vendor: SimulatedVendor): Promise<readonly CellResult[]> {
    const { sim } = this;
    const calls = new Calls(sim, vendor);
    const port = this.open(vendor, calls);
    const captures = await Captures.listen(sim, vendor.provider, port);
    this.captures.push(captures);
    await calls.open(captures.url);
    const stage = { sim, vendor, port, captures, calls };
    const parcels = new Parcels(stage);
    const bookings = vendor.couriers && new Couriers(stage, vendor.couriers, parcels);
    const server = new SimulatedServer(parcels, calls, bookings, vendor);
    return runConformance({
      ...{ port, server, carrier: vendor.carrier, phoneTail: PHONE_TAIL, callbackUrl: captures.url },
      booking: bookingOf(stage),
    });
  }

  /** Couriers ordered by one provider still come while others run: what they bring about is taken to the end. */
  async stop(): Promise<void> {
    await this.sim.stop();
    for (const each of this.captures) await each.close();
  }

  private open({ provider, settings }: SimulatedVendor, { http }: Calls): CarrierPort {
    const entry = carrierFactories.get(provider);
    if (!entry) throw new Error(`no adapter for ${provider}`);
    const url = `${this.sim.url}/${provider}`;
    const given = { ...settings(url), ...reachedAt(entry.manifest, url) };
    return entry.create(given, { http, clock: this.sim.world.clock });
  }
}

function bookingOf(stage: Stage): Subject['booking'] {
  const { couriers } = stage.vendor;
  if (!couriers) return undefined;
  const request = courierWish(stage);
  const { sender, receiver, weightGrams } = request;
  const lane = { from: sender.address, to: receiver.address, weightGrams };
  return { request, quotes: (couriers.quotes ?? []).map((carrier) => ({ ...lane, carrier })) };
}
