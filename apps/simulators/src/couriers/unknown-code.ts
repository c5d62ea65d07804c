import type { Faults } from '../delivery/faults.js';
import type { Booking } from '../state/booking.model.js';

/** Whether its vendor, when asked, shall tell a state that no document has. */
export const tellsUnknownCode = (faults: Faults, { vendor, taskId, reference, sender }: Booking): boolean =>
  faults.has('unknown-code', vendor, taskId, reference, sender.phone);
