import { hostOf } from '@cartrail/kernel';
import { AddressRefused, type AddressGuard } from '../../application/ports.js';
import { isAllowed, urlProblem } from './addresses.js';
import type { Resolve } from './resolve.js';

/** Keeps our own network out of reach: every address a name has must be one we may connect to. */
export class CheckedAddresses implements AddressGuard {
  constructor(
    private readonly resolve: Resolve,
    private readonly allowLoopback: boolean,
  ) {}

  async check(url: string): Promise<void> {
    await this.addressOf(url);
  }

  /** The address to connect to, now. */
  async addressOf(text: string): Promise<string> {
    const problem = urlProblem(text, this.allowLoopback);
    if (problem !== undefined) throw new AddressRefused(`the address ${problem}`);
    const addresses = await this.resolve(hostOf(new URL(text)));
    const [first] = addresses;
    if (first === undefined) throw new AddressRefused('the address has a name nobody knows');
    if (!addresses.every((address) => isAllowed(address, this.allowLoopback))) {
      throw new AddressRefused('the address is not a public one');
    }
    return first;
  }
}
