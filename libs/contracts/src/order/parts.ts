import { About } from '../about.js';
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, Min, MinLength } from 'class-validator';

/** One line of an order; money in fen. */
export class OrderLine {
  @IsString() @MinLength(1) lineId!: string;
  @IsString() platformLineId!: string;
  @IsString() productId!: string;
  @IsString() skuId!: string;
  @About("The merchant's own code; joins the tenant's SKU table.")
  @IsOptional()
  @IsString()
  merchantSkuCode?: string;
  @IsOptional() @IsString() title?: string;
  @IsInt() @Min(1) quantity!: number;
  @IsInt() amountFen!: number;
  @IsInt() payAmountFen!: number;
  @About("From the tenant's SKU table; absent when the table has no row.")
  @IsOptional()
  @IsString()
  category?: string;
  @IsOptional() @IsInt() @Min(0) weightGrams?: number;
  @IsBoolean() gift!: boolean;
  @About(
    'no_reason_7_days, freight_insurance, return_coupon, instant_refund_before_shipping, quality_guarantee; extensible. From the SKU table, as it was when the order came.',
  )
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  labels?: string[];
}

/** The buyer as everybody may see them; the contact itself never rides an event. */
export class MaskedReceiver {
  @IsString() nameMask!: string;
  @IsString() phoneMask!: string;
  @IsString() addressMask!: string;
  @About('GB/T 2260, six digits.')
  @IsOptional()
  @IsString()
  regionCode?: string;
}

export class ParcelLine {
  @IsString() @MinLength(1) lineId!: string;
  @IsInt() @Min(1) quantity!: number;
}

export class ParcelNumber {
  @IsString() @MinLength(1) number!: string;
  @IsString() @MinLength(1) carrier!: string;
}
