import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { BookingFee, MaskedCourier } from './booking.parts.js';

export class BookingReportedData {
  @About('Of the booking as tracking knows it; one sequence per booking.')
  @IsUUID()
  bookingId!: string;
  @IsString() @MinLength(1) provider!: string;
  @IsString() @MinLength(1) connectionId!: string;
  @About("The provider's own id of the booking (Kuaidi100: taskId).")
  @IsString()
  @MinLength(1)
  providerBookingId!: string;
  @About('The pickup it was booked for, where the callback says so.')
  @IsOptional()
  @IsUUID()
  pickupId?: string;
  @About(
    'placed, accepted, courier_assigned, label_ready, picked_up, in_transit, out_for_delivery, delivered, settled, weight_changed, reopened, cancelled_by_user, cancelled_by_carrier, pickup_failed, returned, rejected, UNKNOWN; extensible.',
  )
  @IsString()
  @MinLength(1)
  status!: string;
  @About("The provider's own code.")
  @IsString()
  code!: string;
  @IsOptional() @IsString() text?: string;
  @About('The waybill number, once the carrier has given one.')
  @IsOptional()
  @IsString()
  number?: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsOptional()
  @IsString()
  carrier?: string;
  @IsOptional() @ValidateNested() @Type(() => MaskedCourier) courier?: MaskedCourier;
  @IsOptional() @IsInt() @Min(0) weightGrams?: number;
  @About('What this report charges; empty where it says nothing of money.')
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => BookingFee)
  fees!: BookingFee[];
  @About(
    'The fees are the whole bill so far and take the place of all charged before; else they come on top of it.',
  )
  @IsOptional()
  @IsBoolean()
  wholeBill?: boolean;
  @About(
    'When the carrier made a whole bill, where it says so: an older one is no news, in whatever order they come.',
  )
  @IsOptional()
  @IsInstant()
  billedAt?: string;
  @About('When we received it: such reports carry no time of their own.')
  @IsInstant()
  reportedAt!: string;
}

export const BookingReported = defineEvent({
  type: 'cn.cartrail.tracking.booking.reported.v1',
  topic: topics.bookingEvents,
  aggregate: 'booking',
  minor: 1,
  data: BookingReportedData,
  when: 'A carrier reported on a booked pickup; a report sent twice is told once.',
});
