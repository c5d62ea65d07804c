import type { State } from '../state/state.js';
import { missing } from './answers.js';
import type { Call } from './gate.js';

/** Whose messages an application has asked for: without, the platform sends it none. */
export class Permits {
  private readonly given: Map<string, unknown>;

  constructor(private readonly state: State) {
    this.given = state.shelf('pinduoduo.permits');
  }

  give({ shop }: Call): object {
    if (!shop) throw missing('access_token');
    this.given.set(shop.shopId, true);
    this.state.dirty = true;
    return { is_success: true };
  }

  has(shopId: string): boolean {
    return this.given.has(shopId);
  }
}
