import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { CaseWord } from '../../domain/case-action.js';

const NUMBER = /^[A-Za-z0-9-]{5,40}$/;
const CARRIER = /^[A-Z0-9_]{1,32}$/;
const actions = ['agree-refund', 'agree-return', 'reject', 'fill-return-waybill'] as const;

/** The field is wanted with this action; any other leaves it out. */
const Only = (action: CaseWord['action']): PropertyDecorator =>
  ValidateIf((body: CaseActionBody, value: unknown) => body.action === action || value !== undefined);

export class CaseActionBody {
  @IsIn(actions) action!: CaseWord['action'];
  /** Of a refund: what the case shows, in fen. */
  @Only('agree-refund') @IsInt() @Min(0) @Max(1_000_000_000) amountFen?: number;
  /** Of a return; the order's own warehouse without it. */
  @IsOptional() @Matches(/^[\w.:-]{1,64}$/) warehouseCode?: string;
  /** Of a refusal: the platform's own code, where it has codes, and the words to the buyer. */
  @IsOptional() @IsString() @Length(1, 64) reasonCode?: string;
  @Only('reject') @IsString() @Length(1, 200) text?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(6)
  @IsUrl({ protocols: ['https'], require_protocol: true }, { each: true })
  images?: string[];
  /** Of a parcel on its way back. */
  @Only('fill-return-waybill') @Matches(NUMBER) number?: string;
  @Only('fill-return-waybill') @Matches(CARRIER) carrier?: string;
}

export function toWord(body: CaseActionBody): CaseWord {
  const {
    amountFen = 0,
    warehouseCode,
    reasonCode = '',
    text = '',
    images,
    number = '',
    carrier = '',
  } = body;
  switch (body.action) {
    case 'agree-refund':
      return { action: 'agree-refund', amountFen };
    case 'agree-return':
      return { action: 'agree-return', warehouseCode };
    case 'reject':
      return { action: 'reject', rejection: { reasonCode, text, images } };
    case 'fill-return-waybill':
      return { action: 'fill-return-waybill', number, carrier };
  }
}

class ShippedLine {
  @IsUUID() lineId!: string;
  @IsInt() @Min(1) @Max(1_000_000) quantity!: number;
}

export class ShipmentBody {
  @Matches(NUMBER) number!: string;
  /** Of our catalogue. */
  @Matches(CARRIER) carrier!: string;
  /** Everything that has not left yet without it. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ShippedLine)
  lines?: ShippedLine[];
}
