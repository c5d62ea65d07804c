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
import { IsInstant } from '../is-instant.js';
import { ParcelLine } from './parts.js';

/** Which case of which platform, and the order it is about. */
export class AfterSaleRef {
  @IsUUID() afterSaleId!: string;
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @IsString() @MinLength(1) platform!: string;
  @IsString() @MinLength(1) platformAfterSaleId!: string;
}

/** What a case asks for, as the platform shows it; money in fen. */
export class AfterSaleAsk extends AfterSaleRef {
  @About(
    'return_refund, refund_only_shipped, refund_only_unshipped, exchange, resend, repair, price_protection, UNKNOWN; extensible.',
  )
  @IsString()
  @MinLength(1)
  kind!: string;
  @About(
    'requested, awaiting_return, return_shipped, refunded, rejected, in_dispute, refund_failed, reship, completed, closed, UNKNOWN; extensible.',
  )
  @IsString()
  @MinLength(1)
  status!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ParcelLine) lines!: ParcelLine[];
  @About(
    'no_reason, quality, wrong_item, short, transit_damage, late, not_as_described, UNKNOWN; extensible.',
  )
  @IsString()
  @MinLength(1)
  reason!: string;
  @About("The platform's own code of the reason.")
  @IsOptional()
  @IsString()
  platformReasonCode?: string;
  @About('What the platform would refund: no refund of ours is above it.')
  @IsInt()
  @Min(0)
  refundAmountFen!: number;
  @About('The part of it that is outbound freight.')
  @IsInt()
  @Min(0)
  refundPostFen!: number;
  @About("The platform's own deadline for whoever must act now.")
  @IsOptional()
  @IsInstant()
  statusDeadline?: string;
  @About(
    'merchant, buyer, platform; absent once it has ended, and where the platform does not say. Extensible.',
  )
  @IsOptional()
  @IsString()
  actBy?: string;
  @About('The merchant has to answer, and nothing of Cartrail answers cases of this kind.')
  @IsOptional()
  @IsBoolean()
  byHand?: boolean;
  @IsInstant() appliedAt!: string;
  @About("The platform's time of this state.")
  @IsInstant()
  sourceUpdatedAt!: string;
}
