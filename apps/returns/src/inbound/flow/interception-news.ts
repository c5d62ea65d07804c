import type { Clock } from '@cartrail/kernel';
import type { AnyChange } from '@cartrail/messaging';
import type { InterceptionNews, NewsCause } from '../../application/ports.js';
import {
  accepted,
  inVain,
  leftToPerson,
  lost,
  notSupported,
  refused,
} from '../../domain/interception/answers.js';
import type { Flow } from './flow.js';

/** What a carrier answered, as changes. */
export class FlowInterceptions implements InterceptionNews<AnyChange> {
  constructor(
    private readonly flow: Flow,
    private readonly clock: Clock,
  ) {}

  accepted(id: string, answer: Parameters<typeof accepted>[1], cause: NewsCause): AnyChange {
    return this.flow.ofInterception({ id }, cause, (state) => accepted(state, answer, this.clock.now()));
  }

  refused(id: string, answer: Parameters<typeof refused>[1], cause: NewsCause): AnyChange {
    return this.flow.ofInterception({ id }, cause, (state) => refused(state, answer, this.clock.now()));
  }

  lost(id: string, provider: string | undefined, cause: NewsCause): AnyChange {
    return this.flow.ofInterception({ id }, cause, (state) => lost(state, provider, this.clock.now()));
  }

  notSupported(id: string, cause: NewsCause): AnyChange {
    return this.flow.ofInterception({ id }, cause, (state) => notSupported(state, this.clock.now()));
  }

  leftToPerson(id: string, why: string, cause: NewsCause): AnyChange {
    return this.flow.ofInterception({ id }, cause, (state) => leftToPerson(state, why, this.clock.now()));
  }

  inVain(id: string, attempt: number, cause: NewsCause): AnyChange {
    return this.flow.ofInterception({ id }, cause, (state) => inVain(state, attempt));
  }
}
