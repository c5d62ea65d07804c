import type { State } from '../state/state.js';

/** Which shops' messages an application has asked for. */
export class Permits {
  constructor(private readonly state: State) {}

  allow(shopId: string): void {
    this.all().set(shopId, true);
    this.state.dirty = true;
  }

  has(shopId: string): boolean {
    return this.all().has(shopId);
  }

  private all(): Map<string, unknown> {
    return this.state.shelf('taobao.permits');
  }
}
