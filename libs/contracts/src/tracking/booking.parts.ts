import { IsInt, IsOptional, IsString } from 'class-validator';
import { About } from '../about.js';

export class MaskedCourier {
  @IsOptional() @IsString() nameMask?: string;
  @IsOptional() @IsString() phoneMask?: string;
}

export class BookingFee {
  @About("The provider's own kind of fee.")
  @IsString()
  kind!: string;
  @IsOptional() @IsString() text?: string;
  @IsInt() amountFen!: number;
}
