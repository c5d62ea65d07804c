import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';
import { BookingAccountRef } from './booking-account.parts.js';

export class CredentialsAcceptedData extends BookingAccountRef {
  @IsInstant() acceptedAt!: string;
}

export const CredentialsAccepted = defineEvent({
  type: 'cn.cartrail.returns.booking-account.credentials-accepted.v1',
  topic: topics.pickupEvents,
  aggregate: 'booking-account',
  data: CredentialsAcceptedData,
  when: 'The provider takes them again, or those that replaced them.',
});
