import type { Clock } from '@cartrail/kernel';
import type { AnyChange } from '@cartrail/messaging';
import type { NewsCause, PickupNews } from '../../application/ports.js';
import {
  answerLost,
  booked,
  bookingGivenUp,
  movedOn,
  notBooked,
  refusedBy,
  searchEnded,
  type BookedAnswer,
  type Refusal,
} from '../../domain/pickup/book.js';
import { cancellationRefused, cancelled } from '../../domain/pickup/cancel.js';
import { hear, type Report } from '../../domain/pickup/report.js';
import type { Flow } from './flow.js';

/** What a provider answered, as changes with all that follows. */
export class FlowNews implements PickupNews<AnyChange> {
  constructor(
    private readonly flow: Flow,
    private readonly clock: Clock,
  ) {}

  booked(id: string, answer: BookedAnswer, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => booked(state, answer, this.clock.now()));
  }

  notBooked(id: string, attempt: number, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => notBooked(state, attempt));
  }

  bookingGivenUp(id: string, last: Parameters<typeof bookingGivenUp>[1], cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => bookingGivenUp(state, last, this.clock.now()));
  }

  movedOn(id: string, move: Parameters<typeof movedOn>[1], cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => movedOn(state, move));
  }

  answerLost(id: string, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => answerLost(state, this.clock.now()));
  }

  searchEnded(id: string, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, searchEnded);
  }

  refused(id: string, refusal: Refusal, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => refusedBy(state, refusal, this.clock.now()));
  }

  cancelled(id: string, bookingId: string, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => cancelled(state, bookingId));
  }

  cancellationRefused(id: string, bookingId: string, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) =>
      cancellationRefused(state, bookingId, this.clock.now()),
    );
  }

  reported(id: string, report: Report, cause: NewsCause): AnyChange {
    return this.flow.ofPickup({ id }, cause, (state) => hear(state, report));
  }
}
