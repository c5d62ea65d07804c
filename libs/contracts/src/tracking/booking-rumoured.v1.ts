import { IsString, IsUUID, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';

export class BookingRumouredData {
  @About('Of the booking as tracking knows it, whether or not there is one.')
  @IsUUID()
  bookingId!: string;
  @IsString() @MinLength(1) provider!: string;
  @IsString() @MinLength(1) connectionId!: string;
  @About('As it is named in what came.')
  @IsString()
  @MinLength(1)
  providerBookingId!: string;
  @IsInstant() rumouredAt!: string;
}

export const BookingRumoured = defineEvent({
  type: 'cn.cartrail.tracking.booking.rumoured.v1',
  topic: topics.bookingEvents,
  aggregate: 'booking',
  data: BookingRumouredData,
  when: 'Somebody nobody vouches for says there is news of a booked pickup: no fact, but a reason to ask its provider.',
});
