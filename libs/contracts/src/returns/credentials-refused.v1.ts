import { IsOptional, IsString } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { BookingAccountRef } from './booking-account.parts.js';

export class CredentialsRefusedData extends BookingAccountRef {
  @About("The provider's own code.")
  @IsOptional()
  @IsString()
  code?: string;
  @IsInstant() refusedAt!: string;
}

export const CredentialsRefused = defineEvent({
  type: 'cn.cartrail.returns.booking-account.credentials-refused.v1',
  topic: topics.pickupEvents,
  aggregate: 'booking-account',
  data: CredentialsRefusedData,
  when: 'A provider refused the credentials an account asks it with for couriers and prices; once, however many calls meet it.',
});
