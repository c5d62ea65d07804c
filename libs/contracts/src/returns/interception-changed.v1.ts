import { ArrayMinSize, IsArray, IsBoolean, IsOptional, IsString, IsUUID, MinLength } from 'class-validator';
import { About } from '../about.js';
import { defineEvent } from '../define-event.js';
import { IsInstant } from '../is-instant.js';
import { topics } from '../topic.js';

export class InterceptionChangedData {
  @IsUUID() interceptionId!: string;
  @About('Whose goods are to be stopped.')
  @IsArray()
  @ArrayMinSize(1)
  @IsString({ each: true })
  orderIds!: string[];
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @About('wanted, asked, accepted, refused, not_supported, stopped, too_late; extensible.')
  @IsString()
  @MinLength(1)
  status!: string;
  @About('cancelled, refunded, refund_asked, address_changed; extensible.')
  @IsArray()
  @IsString({ each: true })
  reasons!: string[];
  @About('A person has to call the carrier, or to see what became of it.')
  @IsBoolean()
  byHand!: boolean;
  @About(
    'part_of_parcel, other_orders, other_address, no_account, answer_lost, unavailable, or the code of the refusal.',
  )
  @IsOptional()
  @IsString()
  why?: string;
  @IsOptional() @IsString() provider?: string;
  @About("The provider's name of the wish.")
  @IsOptional()
  @IsString()
  providerInterceptId?: string;
  @IsInstant() changedAt!: string;
}

export const InterceptionChanged = defineEvent({
  type: 'cn.cartrail.returns.interception.changed.v1',
  topic: topics.pickupEvents,
  aggregate: 'interception',
  data: InterceptionChangedData,
  when: 'A parcel on its way to a buyer is to be stopped, its carrier answered, or it ended.',
});
