import { IsOptional, IsString, IsUUID, MinLength } from 'class-validator';
import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';

export class PickupRef {
  @IsUUID() pickupId!: string;
  @IsUUID() returnId!: string;
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @About('Who books: kuaidi100; extensible.')
  @IsString()
  @MinLength(1)
  provider!: string;
  @About('Our catalogue code of who comes.')
  @IsString()
  @MinLength(1)
  carrier!: string;
  @About("The provider's own id of the booking, once it has answered.")
  @IsOptional()
  @IsString()
  providerBookingId?: string;
}

export class PickupSlot {
  @IsInstant() from!: string;
  @IsInstant() to!: string;
}

/** A provider's no. */
export class PickupFailure {
  @About('Who said no.')
  @IsString()
  @MinLength(1)
  provider!: string;
  @About("The provider's own code, where it gave one.")
  @IsOptional()
  @IsString()
  code?: string;
  @About(
    "The provider's own words, or our adapter's on what it would not take; they name nobody and no place.",
  )
  @IsOptional()
  @IsString()
  text?: string;
}
