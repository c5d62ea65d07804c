import { IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUUID, Min, MinLength } from 'class-validator';
import { About } from '../about.js';
import { IsInstant } from '../is-instant.js';

export class ReturnRef {
  @IsUUID() returnId!: string;
  @IsUUID() orderId!: string;
  @IsUUID() shopId!: string;
  @About("The platform's case; absent until the return has joined it.")
  @IsOptional()
  @IsUUID()
  afterSaleId?: string;
}

/** One line that goes back. */
export class ReturnLine {
  @IsString() @MinLength(1) lineId!: string;
  @IsInt() @Min(1) quantity!: number;
  @IsOptional() @IsString() merchantSkuCode?: string;
  @IsOptional() @IsString() title?: string;
  @IsOptional() @IsString() category?: string;
  @About('What the buyer paid for this quantity.')
  @IsInt()
  @Min(0)
  paidFen!: number;
  @About(
    'Of a return without a reason: what the warehouse may object to about goods of this kind; absent: anything. WORN, TAG_REMOVED, QUANTITY_SHORT, …; extensible.',
  )
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  objections?: string[];
}

/** Which rule decided, and on what; enough to repeat the decision. */
export class RuleDecision {
  @IsString() @MinLength(1) ruleId!: string;
  @IsString() @MinLength(1) ruleVersion!: string;
  @IsInstant() effectiveFrom!: string;
  @IsBoolean() allowed!: boolean;
  @About('A stable code: return/eligible, return/window-closed, …')
  @IsString()
  @MinLength(1)
  code!: string;
  @About('Until when a return was, or is, allowed (exclusive).')
  @IsOptional()
  @IsInstant()
  allowedUntil?: string;
}

/** A verdict on one line at sign-off. */
export class SignedLine {
  @IsString() @MinLength(1) lineId!: string;
  @IsInt() @Min(0) expected!: number;
  @IsInt() @Min(0) received!: number;
  @About(
    'INTACT, MINOR, AFFECTS_RESALE, WRONG_ITEM, SHORT, EMPTY, DAMAGED_IN_TRANSIT, QUALITY_CONFIRMED; extensible.',
  )
  @IsString()
  @MinLength(1)
  verdict!: string;
}
