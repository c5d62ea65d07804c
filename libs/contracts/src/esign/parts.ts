import { IsArray, IsInt, IsOptional, IsString, IsUUID, Min, MinLength } from 'class-validator';
import { About } from '../about.js';

/** One line as the warehouse found it. */
export class SignOffLine {
  @About('The return it belongs to; absent for what nobody announced.')
  @IsOptional()
  @IsUUID()
  returnId?: string;
  @IsOptional() @IsString() lineId?: string;
  @IsOptional() @IsString() merchantSkuCode?: string;
  @IsInt() @Min(0) expected!: number;
  @IsInt() @Min(0) received!: number;
  @About(
    'INTACT, MINOR, AFFECTS_RESALE, WRONG_ITEM, SHORT, EMPTY, DAMAGED_IN_TRANSIT, QUALITY_CONFIRMED; extensible.',
  )
  @IsString()
  @MinLength(1)
  verdict!: string;
  @About('Codes of the category test.')
  @IsArray()
  @IsString({ each: true })
  reasons!: string[];
}
