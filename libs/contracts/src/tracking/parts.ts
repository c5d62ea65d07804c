import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsOptional, IsString, IsUUID, MinLength, ValidateNested } from 'class-validator';
import { MaskedCourier } from './booking.parts.js';

/** Which parcel, and which orders travel in it. */
export class WaybillRef {
  @IsUUID() waybillId!: string;
  @IsString() @MinLength(1) number!: string;
  @About('Our catalogue code, or UNKNOWN.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @IsArray() @IsString({ each: true }) orderIds!: string[];
}

/** A place in parts, each as the carrier wrote it. */
class PlaceParts {
  @IsOptional() @IsString() province?: string;
  @IsOptional() @IsString() city?: string;
  @IsOptional() @IsString() district?: string;
  @About("The carrier's own branch, station or hub.")
  @IsOptional()
  @IsString()
  site?: string;
}

/** One scan as the carrier gave it, beside what it means to us. */
export class Scan {
  @IsString() @MinLength(1) scanId!: string;
  @IsString() provider!: string;
  @IsInstant() occurredAt!: string;
  @About("The carrier's own text of the time, Asia/Shanghai.")
  @IsString()
  occurredText!: string;
  @IsInstant() recordedAt!: string;
  @IsString() code!: string;
  @IsString() text!: string;
  @IsOptional() @IsString() place?: string;
  @About('Where the carrier tells the place in parts.')
  @IsOptional()
  @ValidateNested()
  @Type(() => PlaceParts)
  placeParts?: PlaceParts;
  @About('Who had the parcel then, where the carrier says so.')
  @IsOptional()
  @ValidateNested()
  @Type(() => MaskedCourier)
  courier?: MaskedCourier;
  @About('Canonical status (extensible), or UNKNOWN for a code nobody has mapped.')
  @IsString()
  status!: string;
  @IsOptional() @IsString() reason?: string;
  @About('More than ten minutes in the future, or before the parcel was handed over.')
  @IsOptional()
  @IsBoolean()
  suspiciousTime?: boolean;
  @About('The carrier took it back.')
  @IsOptional()
  @IsBoolean()
  withdrawn?: boolean;
}

/** What an alert is about: a parcel, a booked pickup, a return, or none of them (an account, a shop). */
export class AlertRef {
  @IsUUID() alertId!: string;
  @About(
    'NOT_PICKED, TRANSIT_STALL, RETURN_NOT_ARRIVED, RETURN_ARRIVED_NOT_SIGNED, REFUND_LATE, PICKUP_ORDER_STALE, OVERCHARGE, CREDENTIALS_REFUSED, INTERCEPTION_BY_HAND, SHOP_AUTHORISATION_ENDING, SHOP_AUTHORISATION_LOST, SHOP_SYNC_GAP; extensible.',
  )
  @IsString()
  @MinLength(1)
  detector!: string;
  @IsOptional() @IsUUID() waybillId?: string;
  @IsOptional() @IsUUID() returnId?: string;
  @IsOptional() @IsUUID() pickupId?: string;
  @IsArray() @IsString({ each: true }) orderIds!: string[];
}
