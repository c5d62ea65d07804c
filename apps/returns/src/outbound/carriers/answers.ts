import { normaliseNumber, type BookingAnswer, type BookingReport } from '@cartrail/carriers';
import type { Instant } from '@cartrail/kernel';
import { maskName, maskPhone } from '@cartrail/privacy';
import type { BookedAnswer } from '../../domain/pickup/book.js';
import type { Report } from '../../domain/pickup/report.js';

const number = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : normaliseNumber(text);

export const toBooked = (answer: BookingAnswer): BookedAnswer => ({
  ...answer,
  number: number(answer.number),
});

/** The courier is masked here: his name and phone go no further. */
export const toReport = (report: BookingReport, at: Instant): Report => ({
  bookingId: report.bookingId,
  status: report.status,
  code: report.code,
  text: report.text,
  number: number(report.number),
  courier: report.courier && {
    nameMask: report.courier.name === undefined ? undefined : maskName(report.courier.name),
    phoneMask: report.courier.phone === undefined ? undefined : maskPhone(report.courier.phone),
  },
  weightGrams: report.weightGrams,
  feesFen:
    report.fees.length === 0 ? undefined : report.fees.reduce((sum, { amountFen }) => sum + amountFen, 0),
  inAll: true,
  at,
});
